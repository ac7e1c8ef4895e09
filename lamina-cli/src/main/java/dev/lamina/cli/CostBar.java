package dev.lamina.cli;

import java.util.Arrays;

/// A bar that fills as training goes on, and is a curve: each cell is as high as the mean cost of its share of the
/// epochs.
final class CostBar {

    private static final String HEIGHTS = "▁▂▃▄▅▆▇█";

    private final double[] sums;
    private final int[] counts;

    CostBar(int cells) {
        sums = new double[cells];
        counts = new int[cells];
    }

    /// The cost of an epoch.
    ///
    /// @param epoch 1 for the first
    void add(int epoch, int epochs, double cost) {
        int cell = (int) ((epoch - 1L) * sums.length / epochs);
        sums[cell] += cost;
        counts[cell]++;
    }

    /// The bar, with so many cells full.
    String draw(int full) {
        double[] means = new double[full];
        double last = Double.NaN;
        for (int i = 0; i < full; i++) {
            last = counts[i] == 0 ? last : sums[i] / counts[i];
            means[i] = last;
        }
        double min = Arrays.stream(means).min().orElse(0);
        double max = Arrays.stream(means).max().orElse(0);
        StringBuilder bar = new StringBuilder();
        for (double mean : means) {
            double height = max > min ? (mean - min) / (max - min) : 0;
            bar.append(HEIGHTS.charAt((int) Math.round(height * (HEIGHTS.length() - 1))));
        }
        return bar.append("░".repeat(sums.length - full)).toString();
    }
}
