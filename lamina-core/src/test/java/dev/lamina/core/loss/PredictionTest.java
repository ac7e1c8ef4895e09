package dev.lamina.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.loss.Heads.Head;
import dev.lamina.core.matrix.Matrix;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How outputs become predictions and the probabilities of classes.
class PredictionTest {

    private static final Matrix LOGITS = Matrix.of(new float[][] {{0.5f, -1, 2}, {1, 0.25f, -3}});

    static List<Loss> losses() {
        return Loss.all();
    }

    /// Without the one that predicts the second of three outputs.
    static Stream<Loss> lossesOfEveryOutput() {
        return losses().stream().filter(loss -> !(loss instanceof QuantileBand));
    }

    @ParameterizedTest
    @MethodSource("lossesOfEveryOutput")
    void predictionsAreTheLinkOfTheOutputs(Loss loss) {
        Matrix predictions = Matrix.zeros(2, loss.predictionColumns(3));
        loss.predict(LOGITS, predictions);
        Matrix expected = Matrix.of(LOGITS.toArrays());
        loss.link().forward(expected);
        assertThat(predictions.toArrays()).isEqualTo(expected.toArrays());
        assertThat(LOGITS.toArrays()).isEqualTo(new float[][] {{0.5f, -1, 2}, {1, 0.25f, -3}});
        assertThat(loss.outputsFor(loss.predictionColumns(3))).isEqualTo(3);
    }

    @Test
    void headsPredictWhatTheirLossesPredict() {
        Heads heads = Heads.of(
                new Head("sold", new BinaryCrossEntropy(), 1),
                new Head("price", new SquaredError(), 2),
                new Head("kind", new Focal(), 3));
        Matrix logits = Matrix.of(new float[][] {{0.5f, -1, 2, 1, 0.25f, -3}, {1, 2, 0, -2, 0.75f, 0.5f}});
        Matrix predictions = Matrix.window(new float[30], 3, 2, heads.predictionColumns(6), 9);
        heads.predict(logits, predictions);
        Matrix expected = Matrix.zeros(2, 6);
        new BinaryCrossEntropy().predict(logits.columns(0, 1), expected.columns(0, 1));
        new SquaredError().predict(logits.columns(1, 3), expected.columns(1, 3));
        new Focal().predict(logits.columns(3, 6), expected.columns(3, 6));
        assertThat(predictions.toArrays()).isEqualTo(expected.toArrays());
        assertThatThrownBy(() -> heads.predictionColumns(5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the heads take 6 outputs together, the network has 5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary-cross-entropy", "mean-binary-cross-entropy"})
    void theSmallProbabilityOfTwoClassesIsExact(String name) {
        Loss loss = Loss.named(name);
        Matrix logits = Matrix.window(new float[] {40, 0, -40}, 0, 3, loss.outputsForClasses(2));
        Matrix probabilities = Matrix.zeros(3, 2);
        loss.classProbabilities(logits, probabilities);
        float small = (float) (1 / (1 + Math.exp(40)));
        assertThat(probabilities.toArrays()).isEqualTo(new float[][] {{small, 1}, {0.5f, 0.5f}, {1, small}});
    }

    @ParameterizedTest
    @ValueSource(strings = {"softmax-cross-entropy", "focal"})
    void withAnOutputForEachClassThePredictionsAreTheProbabilities(String name) {
        Loss loss = Loss.named(name);
        assertThat(loss.outputsForClasses(3)).isEqualTo(3);
        Matrix predictions = Matrix.zeros(2, 3);
        Matrix probabilities = Matrix.zeros(2, 3);
        loss.predict(LOGITS, predictions);
        loss.classProbabilities(LOGITS, probabilities);
        assertThat(probabilities.toArrays()).isEqualTo(predictions.toArrays());
    }

    @Test
    void onlyLossesOfClassesThatGiveProbabilitiesLearnClasses() {
        assertThat(losses().stream().filter(loss -> loss.outputsForClasses(2) > 0))
                .extracting(Loss::name)
                .containsExactly("binary-cross-entropy", "focal", "mean-binary-cross-entropy", "softmax-cross-entropy");
        assertThat(losses().stream().filter(loss -> loss.outputsForClasses(3) > 0))
                .extracting(Loss::name)
                .containsExactly("focal", "softmax-cross-entropy");
        assertThat(new OnPredictions(new BinaryCrossEntropy()).outputsForClasses(2))
                .isZero();
    }
}
