package dev.lamina.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.data.DataException;
import dev.lamina.data.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PredictorTest {

    /// More than two batches.
    private static final int ROWS = 600;

    private static final Table TABLE = Models.table(ROWS);

    @Test
    void classProbabilitiesAreTheSoftmaxOfTheOutputs() {
        Model model = Models.classification();
        Matrix expected = model.network().predict(model.pipeline().transform(TABLE));

        Predictions predictions = model.predictor().predict(TABLE);

        assertThat(predictions.rows()).isEqualTo(ROWS);
        assertThat(predictions.labels()).containsExactly("flat", "house", "villa \"é\"");
        assertThat(predictions.probabilities().toArrays()).isDeepEqualTo(expected.toArrays());
        for (int row = 0; row < ROWS; row++) {
            int label = predictions.labels().indexOf(predictions.label(row));
            for (int other = 0; other < 3; other++) {
                assertThat(predictions.probability(row, label)).isGreaterThanOrEqualTo(expected.get(row, other));
            }
        }
    }

    @Test
    void oneOutputGivesTheProbabilitiesOfBothClasses() {
        Model model = Models.binary();
        Matrix second = model.network().predict(model.pipeline().transform(TABLE));

        Predictions predictions = model.predictor().predict(TABLE);

        assertThat(predictions.labels()).containsExactly("no", "yes");
        for (int row = 0; row < ROWS; row++) {
            float yes = predictions.probability(row, 1);
            assertThat(yes).isEqualTo(second.get(row, 0));
            assertThat(predictions.probability(row, 0)).isCloseTo(1 - yes, within(1e-7f));
            assertThat(predictions.label(row)).isEqualTo(yes > 0.5f ? "yes" : "no");
        }
    }

    @Test
    void aSmallProbabilityOfTheFirstClassIsNotRoundedToZero() {
        Model model = Models.binary();
        float[] parameters = model.network().parameters().values();
        Arrays.fill(parameters, 0);
        parameters[parameters.length - 1] = 30;

        Predictions predictions = model.predictor().predict(TABLE);

        assertThat(predictions.probability(0, 1)).isEqualTo(1);
        assertThat((double) predictions.probability(0, 0)).isCloseTo(Math.exp(-30), within(1e-19));
    }

    @Test
    void valuesAreInUnitsOfTheTarget() {
        Model model = Models.regression();
        Matrix outputs = model.network().predict(model.pipeline().transform(TABLE));

        Predictions predictions = model.predictor().predict(TABLE);

        assertThat(predictions.labels()).isEmpty();
        for (int row = 0; row < ROWS; row++) {
            assertThat(predictions.value(row)).isEqualTo(outputs.get(row, 0) * 80_000.125 + 250_000.25);
        }
    }

    /// What a model of one network has always predicted.
    @Test
    void oneNetworkPredictsTheSameBitsAsEver() {
        assertThat(Bits.of(Models.regression().predictor().predict(TABLE)))
                .isEqualTo("9a7be04370dd07bd7d196a1906bf0df54be1c296b88fb47a4ee2f01f2e1473f3");
        assertThat(Bits.of(Models.classification().predictor().predict(TABLE)))
                .isEqualTo("21835fa5aa80bdf399e5937ad9b38f2736a870149fc4d6044385cd95046971ab");
        assertThat(Bits.of(Models.binary().predictor().predict(TABLE)))
                .isEqualTo("eee477360cfb4e7f42c0d151083586c23de5d1b3272d7d83d0528ea7192c036d");
        assertThat(Models.regression().parametersHash())
                .isEqualTo("7579503a293fd9c822623259a9a4322de4483534c0716024cd11832d02ff162c");
    }

    @Test
    void aRowHasTheSameBitsAloneAndInEveryBatch() {
        for (Model model : List.of(
                Models.regression(),
                Models.classification(),
                Models.binary(),
                Models.severalRegression(),
                Models.severalClassification())) {
            Predictor predictor = model.predictor();
            Predictions all = predictor.predict(TABLE);
            Matrix inputs = model.encoder().transform(TABLE);
            for (int row = 0; row < ROWS; row++) {
                Predictions few = predictor.predict(inputs.rows(row, Math.min(ROWS, row + row % 9)));
                if (few.rows() > 0) {
                    assertThat(answer(few, 0)).isEqualTo(answer(all, row));
                }
                assertThat(answer(predictor, inputs.toArrays()[row])).isEqualTo(answer(all, row));
            }
        }
    }

    static Stream<Model> shared() {
        return Stream.of(Models.classification(), Models.severalClassification(), Models.severalRegression());
    }

    @ParameterizedTest
    @MethodSource("shared")
    void manyThreadsShareAPredictor(Model model) throws Exception {
        Predictor predictor = model.predictor();
        Predictions expected = predictor.predict(TABLE);
        float[][] inputs = model.encoder().transform(TABLE).toArrays();
        List<Future<List<Object>>> answers = new ArrayList<>();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 5_000; i++) {
                int row = i % ROWS;
                answers.add(threads.submit(() -> answer(predictor, inputs[row])));
            }
        }

        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).get()).isEqualTo(answer(expected, i % ROWS));
        }
    }

    /// All that a row's prediction says, for a comparison of bits.
    static List<Object> answer(Predictions predictions, int row) {
        if (predictions.labels().isEmpty()) {
            return List.of(predictions.value(row));
        }
        List<Object> answer = new ArrayList<>(List.of(predictions.label(row)));
        for (int label = 0; label < predictions.labels().size(); label++) {
            answer.add(predictions.probability(row, label));
        }
        return answer;
    }

    private static List<Object> answer(Predictor predictor, float[] inputs) {
        if (predictor.labels().isEmpty()) {
            return List.of(predictor.value(inputs));
        }
        float[] probabilities = new float[predictor.labels().size()];
        predictor.probabilities(inputs, probabilities);
        List<Object> answer = new ArrayList<>(List.of(predictor.label(inputs)));
        for (float probability : probabilities) {
            answer.add(probability);
        }
        return answer;
    }

    @Test
    void anEmptyTableGivesNoPredictions() {
        assertThat(Models.classification().predictor().predict(Models.table(0)).rows())
                .isZero();
    }

    @Test
    void saysWhichColumnATableLacks() {
        Table table = TABLE.without(Set.of("city"));

        assertThatThrownBy(() -> Models.regression().predictor().predict(table))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("city");
    }

    @Test
    void refusesInputsOfAnotherWidth() {
        Predictor predictor = Models.regression().predictor();

        assertThatThrownBy(() -> predictor.predict(Matrix.zeros(2, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the network expects 20 columns, got a 2 × 3 matrix");
        assertThatThrownBy(() -> predictor.value(new float[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the network expects 20 numbers, got 3");
    }

    @Test
    void refusesInputsThatAreNotFinite() {
        Predictor predictor = Models.regression().predictor();
        Matrix inputs = Matrix.zeros(3, 20);
        inputs.set(2, 5, Float.NaN);

        assertThatThrownBy(() -> predictor.predict(inputs))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("input 5 of row 2 is NaN, expected a finite number");
    }

    @Test
    void refusesOutputsThatAreNotFinite() {
        Model model = Models.regression();
        Arrays.fill(model.network().parameters().values(), Float.MAX_VALUE);
        Predictor predictor = model.predictor();
        float[] ones = new float[20];
        Arrays.fill(ones, 1);

        assertThatThrownBy(() -> predictor.value(ones))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the network's output for row 0 is Infinity; its inputs must be of the size seen in"
                        + " training");
    }

    @Test
    void saysWhatToAskForInstead() {
        float[] inputs = new float[20];
        Predictions values = Models.regression().predictor().predict(TABLE);
        Predictions labels = Models.binary().predictor().predict(TABLE);

        assertThatThrownBy(() -> Models.regression().predictor().label(inputs))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the model predicts values of \"price\", not labels; ask for a value");
        assertThatThrownBy(() -> Models.binary().predictor().value(inputs))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the model predicts labels of \"sold\", not values; ask for a label or for probabilities");
        assertThatThrownBy(() -> values.label(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> values.probability(0, 0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> labels.value(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Models.binary().predictor().probabilities(inputs, new float[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the model has 2 labels, got an array of 3");
    }
}
