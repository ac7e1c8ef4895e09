package dev.lamina.core.loss;

import dev.lamina.core.matrix.Matrix;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// L(z, y) = max(0, 1 + max_{k≠y} zₖ − z_y): the right class should lead the best other one by 1 (Crammer & Singer
/// 2001). Targets: n × 1 class indices 0 … K−1.
public record CrammerSingerHinge() implements ClassHinge {

    @Override
    public String name() {
        return "crammer-singer-hinge";
    }

    @Override
    public double loss(double[] logits, double[] target, double[] gradient) {
        int actual = ClassCost.index(this, target, logits.length);
        Arrays.fill(gradient, 0);
        int rival = -1;
        double highest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < logits.length; k++) {
            if (k != actual) {
                rival = rival < 0 || logits[k] > logits[rival] ? k : rival;
                highest = Math.max(highest, logits[k]);
            }
        }
        double lack = 1 + highest - logits[actual];
        if (lack > 0) {
            gradient[rival] = 1;
            gradient[actual] = -1;
        }
        return Math.max(0, lack);
    }

    @Override
    public double cost(Matrix logits, Matrix targets, float @Nullable [] weights, Matrix gradient) {
        return ClassCost.of(this, logits, targets, weights, gradient, CrammerSingerHinge::rowLoss);
    }

    private static double rowLoss(float[] z, int zOffset, int classes, int actual, float[] dz, int dzOffset) {
        int rival = -1;
        double highest = Double.NEGATIVE_INFINITY; // by max, so that a NaN anywhere is a NaN in the cost
        for (int k = 0; k < classes; k++) {
            dz[dzOffset + k] = 0;
            if (k != actual) {
                rival = rival < 0 || z[zOffset + k] > z[zOffset + rival] ? k : rival;
                highest = Math.max(highest, z[zOffset + k]);
            }
        }
        if (rival < 0) {
            return 0;
        }
        double lack = 1 + highest - z[zOffset + actual];
        if (lack > 0) {
            dz[dzOffset + rival] = 1;
            dz[dzOffset + actual] = -1;
        }
        return Math.max(0, lack);
    }
}
