package dev.lamina.testkit;

import static dev.lamina.testkit.MatrixAssertions.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.loss.QuantileBand;
import dev.lamina.core.matrix.Matrix;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Losses against their formulas, which `tools/golden/losses.py` computes in float64.
class LossGoldenTest {

    private static final double TOLERANCE = 1e-6;

    private static final JsonNode FILE = GoldenLayers.resource("losses.json");

    @Test
    void quantileBandsCostAndPredictWhatTheirFormulasSay() {
        for (JsonNode golden : FILE.get("quantileBands")) {
            QuantileBand loss = new QuantileBand(golden.get("coverage").asDouble());
            Matrix z = Golden.matrix(golden.get("z"));
            Matrix gradient = Matrix.zeros(z.rows(), z.columns());
            float[] weights = Golden.matrix(golden.get("weights")).data();
            double cost = loss.cost(z, Golden.matrix(golden.get("targets")), weights, gradient);
            assertThat(cost).isCloseTo(golden.get("cost").asDouble(), within(TOLERANCE));
            assertClose("gradient", gradient, Golden.matrix(golden.get("gradient")), TOLERANCE);
            Matrix predictions = Matrix.zeros(z.rows(), loss.predictionColumns(z.columns()));
            loss.predict(z, predictions);
            assertClose("predictions", predictions, Golden.matrix(golden.get("predictions")), 0);
            Matrix bands = Matrix.zeros(z.rows(), z.columns());
            loss.band(z, bands);
            assertClose("bands", bands, Golden.matrix(golden.get("bands")), 0);
        }
    }
}
