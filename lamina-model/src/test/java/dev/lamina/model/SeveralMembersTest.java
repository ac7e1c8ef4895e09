package dev.lamina.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.loss.QuantileBand;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.train.StopReason;
import dev.lamina.core.train.TrainedNetwork;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.Table;
import dev.lamina.model.safetensors.SafetensorsReader;
import dev.lamina.model.safetensors.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Models of several networks.
class SeveralMembersTest {

    /// More than two blocks of rows.
    private static final Table TABLE = Models.table(9_000);

    @Test
    void probabilitiesAreTheWeightedMeanOfTheMembers() {
        Model model = Models.severalClassification();
        Predictions predictions = model.predictor().predict(TABLE);
        List<Matrix> own = model.members().stream()
                .map(member -> member.network().predict(member.pipeline().transform(TABLE)))
                .toList();

        for (int row = 0; row < TABLE.rows(); row++) {
            for (int label = 0; label < 3; label++) {
                double mean = 0;
                for (int i = 0; i < 3; i++) {
                    mean += (i + 0.5) / 4.5 * own.get(i).get(row, label);
                }
                assertThat(predictions.probability(row, label)).isEqualTo((float) mean);
            }
        }
    }

    @Test
    void valuesAreTheWeightedMeanOfWhatEachMemberRestores() {
        Model model = Models.severalRegression();
        Predictions predictions = model.predictor().predict(TABLE);
        List<Matrix> own = model.members().stream()
                .map(member -> member.network().predict(member.pipeline().transform(TABLE)))
                .toList();

        for (int row = 0; row < TABLE.rows(); row++) {
            double mean = 0;
            for (int i = 0; i < 3; i++) {
                FittedTarget.Scaled target =
                        (FittedTarget.Scaled) model.members().get(i).pipeline().target();
                mean += (i + 0.5) / 4.5 * target.restore(own.get(i).get(row, 0));
            }
            assertThat(predictions.value(row)).isEqualTo(mean);
        }
    }

    @Test
    void bandsAreTheWeightedMeanOfTheirEndsAndOfTheMedian() {
        QuantileBand loss = new QuantileBand();
        Model model = Models.severalOf(Models.PRICE, loss, 3);
        Predictions predictions = model.predictor().predict(TABLE);
        List<Predictions> own = model.members().stream()
                .map(member -> new Model(member.network(), member.pipeline(), Models.provenance())
                        .predictor()
                        .predict(TABLE))
                .toList();

        for (int row = 0; row < TABLE.rows(); row++) {
            double lower = 0;
            double value = 0;
            double upper = 0;
            for (int i = 0; i < 3; i++) {
                double share = (i + 0.5) / 4.5;
                lower += share * own.get(i).lower(row);
                value += share * own.get(i).value(row);
                upper += share * own.get(i).upper(row);
            }
            assertThat(predictions.lower(row)).isEqualTo(lower).isLessThanOrEqualTo(predictions.value(row));
            assertThat(predictions.value(row)).isEqualTo(value);
            assertThat(predictions.upper(row)).isEqualTo(upper).isGreaterThanOrEqualTo(predictions.value(row));
        }
        assertThatThrownBy(() -> of(List.of(
                        model.members().getFirst(),
                        Models.regression().members().getFirst())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("some members give bands, others values only; give all of them the loss quantile-band, or"
                        + " none");
    }

    /// Weights of any size mean their shares only.
    @Test
    void equalMembersPredictWhatOneDoes() {
        Model one = Models.regression();
        Model many = repeated(one, 1e-300, 1e-300, 1e-300, 1e-300);
        Predictions expected = one.predictor().predict(TABLE);

        Predictions predictions = many.predictor().predict(TABLE);

        for (int row = 0; row < TABLE.rows(); row++) {
            assertThat(predictions.value(row)).isEqualTo(expected.value(row));
        }
    }

    @Test
    void theEncoderWritesEachPipelineOnce() {
        Model model = Models.severalRegression();
        FittedPipeline first = model.members().get(0).pipeline();
        FittedPipeline second = model.members().get(1).pipeline();
        Encoder encoder = model.encoder();

        assertThat(model.pipelines()).containsExactly(first, second);
        assertThat(encoder.width()).isEqualTo(first.width() + second.width());
        Matrix rows = encoder.transform(TABLE);
        assertThat(rows.columns(0, first.width()).toArrays())
                .isDeepEqualTo(first.transform(TABLE).toArrays());
        assertThat(rows.columns(first.width(), rows.columns()).toArrays())
                .isDeepEqualTo(second.transform(TABLE).toArrays());
        assertThat(Models.regression().encoder().width()).isEqualTo(first.width());
    }

    @Test
    void theEncoderOfASingleRowAgreesWithThatOfATable() {
        Model model = Models.severalRegression();
        Encoder encoder = model.encoder();
        float[] row = new float[encoder.width()];
        encoder.number(0, 77.5, row, 0);
        encoder.number(1, Double.NaN, row, 0);
        encoder.category(2, "Odesa", row, 0);
        encoder.category(3, "attic", row, 0);
        encoder.category(4, null, row, 0);
        encoder.number(5, 86_400 * 365.0, row, 0);
        float[] expected = new float[encoder.width()];
        int start = 0;
        for (FittedPipeline pipeline : model.pipelines()) {
            pipeline.encoder().number(0, 77.5, expected, start);
            pipeline.encoder().number(1, Double.NaN, expected, start);
            pipeline.encoder().category(2, "Odesa", expected, start);
            pipeline.encoder().category(3, "attic", expected, start);
            pipeline.encoder().category(4, null, expected, start);
            pipeline.encoder().number(5, 86_400 * 365.0, expected, start);
            start += pipeline.width();
        }

        assertThat(row).isEqualTo(expected);
    }

    @Test
    void aThresholdDecidesBetweenTwoLabels() {
        Model binary = Models.binary();
        float[] probabilities = new float[2];
        float[] inputs = binary.encoder().transform(TABLE).toArrays()[0];
        binary.predictor().probabilities(inputs, probabilities);

        assertThat(with(binary, probabilities[1]).predictor().label(inputs)).isEqualTo("yes");
        assertThat(with(binary, Math.nextUp(probabilities[1])).predictor().label(inputs))
                .isEqualTo("no");
        assertThat(with(binary, probabilities[1]).predictor().predict(TABLE).label(0))
                .isEqualTo("yes");
        assertThatThrownBy(() -> with(Models.classification(), 0.5f))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a threshold decides between two classes, the target \"kind\" has 3");
    }

    private static Model with(Model model, float threshold) {
        return new Model(
                model.members(),
                new Calibration(new ProbabilityMap.Identity(), OptionalDouble.of(threshold), new Conformal.None()),
                model.provenance());
    }

    @Test
    void aSavedModelComesBackWithTheSameBitsAndBytes(@TempDir Path folder) throws IOException {
        for (Model model :
                List.of(Models.severalRegression(), Models.severalClassification(), with(Models.binary(), 0.375f))) {
            Path file = folder.resolve("model");
            Path again = folder.resolve("again");
            model.save(file);
            Model loaded = Model.load(file);
            loaded.save(again);

            assertThat(again).hasSameBinaryContentAs(file);
            assertThat(loaded.parametersHash()).isEqualTo(model.parametersHash());
            assertThat(loaded.provenance()).isEqualTo(model.provenance());
            assertThat(loaded.calibration()).isEqualTo(model.calibration());
            assertThat(loaded.pipelines()).isEqualTo(model.pipelines());
            assertThat(loaded.members().stream().map(Member::weight))
                    .isEqualTo(model.members().stream().map(Member::weight).toList());
            assertThat(loaded.members().stream().map(member -> member.network().bestEpoch()))
                    .isEqualTo(model.members().stream()
                            .map(member -> member.network().bestEpoch())
                            .toList());
            assertThat(Bits.of(loaded.predictor().predict(TABLE)))
                    .isEqualTo(Bits.of(model.predictor().predict(TABLE)));
        }
    }

    @Test
    void theFileNamesTheTensorsByTheirMembers(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("model");
        Models.severalRegression().save(file);

        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            assertThat(reader.tensors().stream().map(Tensor::name))
                    .containsExactly(
                            "members.0.layers.0.weight",
                            "members.0.layers.0.bias",
                            "members.0.layers.2.weight",
                            "members.0.layers.2.bias",
                            "members.1.layers.0.weight",
                            "members.1.layers.0.bias",
                            "members.1.layers.2.weight",
                            "members.1.layers.2.bias",
                            "members.2.layers.0.weight",
                            "members.2.layers.0.bias",
                            "members.2.layers.2.weight",
                            "members.2.layers.2.bias");
        }
    }

    @Test
    void twoHundredMembersAreSavedLoadedAndPredict(@TempDir Path folder) throws IOException {
        int[] widths = new int[200];
        Arrays.fill(widths, 32);
        Model model = Models.severalOf(Models.KIND, new SoftmaxCrossEntropy(), 3, widths);
        Path file = folder.resolve("model");
        model.save(file);

        Model loaded = Model.load(file);

        Predictions predictions = loaded.predictor().predict(Models.table(300));
        double sum = 0;
        for (int label = 0; label < 3; label++) {
            sum += predictions.probability(299, label);
        }
        assertThat(sum).isCloseTo(1, within(1e-6));
        assertThat(Bits.of(predictions)).isEqualTo(Bits.of(model.predictor().predict(Models.table(300))));
    }

    @Test
    void onlyAModelOfOneHasANetwork() {
        Model one = Models.regression();

        assertThat(one.network()).isSameAs(one.members().getFirst().network());
        assertThatThrownBy(() -> Models.severalRegression().network())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the model has 3 networks; ask for members()");
    }

    @Test
    void refusesMembersThatDoNotGoTogether() {
        Model prices = Models.regression();
        Member price = prices.members().getFirst();
        Member sold = Models.binary().members().getFirst();
        Member kind = Models.classification().members().getFirst();
        FittedPipeline pipeline = prices.pipeline();
        Member otherWords = member(new FittedPipeline(pipeline.columns(), pipeline.target(), List.of("none")));
        Member otherName = member(
                new FittedPipeline(pipeline.columns(), new FittedTarget.Scaled("rent", 0, 1), pipeline.missingWords()));
        Member fewer = member(
                new FittedPipeline(pipeline.columns().subList(0, 5), pipeline.target(), pipeline.missingWords()));
        String message =
                "members[1] reads other columns or has another target than members[0]; the members of a model have"
                        + " the same names, kinds, formats, missing words and labels";

        for (List<Member> members : List.of(
                List.of(price, sold),
                List.of(kind, sold),
                List.of(price, otherWords),
                List.of(price, otherName),
                List.of(price, fewer))) {
            assertThatThrownBy(() -> of(members))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(message);
        }
    }

    private static Member member(FittedPipeline pipeline) {
        Network network = Network.inputs(pipeline.width()).dense(1).build();
        return new Member(
                new TrainedNetwork(
                        network, network.initialize(1), new MeanSquaredError(), List.of(), 0, StopReason.COMPLETED),
                pipeline,
                1);
    }

    @Test
    void refusesWeightsThatAreNoShares() {
        Model one = Models.regression();

        for (double weight : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> repeated(one, weight))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a member's weight is " + weight
                            + ", expected a finite number above 0; leave the member out");
        }
        assertThatThrownBy(() -> repeated(one, 1e308, 1e308))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the weights of the members add up to infinity; give smaller ones");
    }

    @Test
    void refusesAModelWithoutMembersAndRunsOfOthers() {
        Model one = Models.regression();

        assertThatThrownBy(() -> of(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a model needs 1 member or more");
        assertThatThrownBy(() -> new Model(
                        List.of(one.members().getFirst(), one.members().getFirst()),
                        Calibration.none(),
                        one.provenance()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the provenance tells of 1 run of training, the model has 2 members");
    }

    @Test
    void itPrintsItsMembersInGroups() {
        Model model = Models.severalOf(Models.PRICE, new MeanSquaredError(), 1, new int[] {5, 70, 5, 5});

        assertThat(model.summary()).contains("""
                        Network     3 × 20 → 5 → 1, 1 × 20 → 70 → 1, 1,874 parameters
                        Training    4 networks of 12 to 15 epochs, the best was 7 to 10; no further improvement
                        """);
        assertThat(model.toString()).endsWith("""


                        It is the weighted mean of 4 networks:
                          3 × RealMLP, 20 → 5 → 1; weight 0.8125; 12 to 15 epochs, the best was 7 to 10
                          1 × RealMLP, 20 → 70 → 1; weight 0.1875; 13 epochs, the best was 8""");
        assertThat(Models.regression().toString()).doesNotContain("weighted mean");
    }

    private static Model repeated(Model one, double... weights) {
        List<Member> members = new ArrayList<>();
        for (double weight : weights) {
            members.add(new Member(one.network(), one.pipeline(), weight));
        }
        return of(members);
    }

    /// A model of these members with a run for each of them.
    private static Model of(List<Member> members) {
        Provenance one = Models.provenance();
        Provenance.Training training = one.training();
        Provenance.Run run = training.runs().getFirst();
        return new Model(
                members,
                Calibration.none(),
                Provenance.now(
                        one.data(),
                        new Provenance.Training(
                                training.seed(),
                                training.settings(),
                                Collections.nCopies(members.size(), run),
                                training.metrics())));
    }
}
