package dev.lamina.explain;

import dev.lamina.explain.Cells.Quantities;
import dev.lamina.explain.Cells.Words;

/// How much two columns say of each other, from 0 for nothing to 1 for everything, by the rows in which neither is
/// missing: between numbers or times the size of Spearman's rank correlation, between words Cramér's V, between
/// words and numbers the correlation ratio of the ranks. V and the ratio are corrected for what many words reach by
/// chance, so that each is near 0 for columns that are independent.
final class Dependence {

    /// Fewer rows say nothing for sure.
    private static final int FEWEST_ROWS = 30;

    private Dependence() {}

    static double of(Cells a, Cells b) {
        return switch (a) {
            case Quantities numbers ->
                switch (b) {
                    case Quantities others -> spearman(numbers, others);
                    case Words words -> correlationRatio(words, numbers);
                };
            case Words words ->
                switch (b) {
                    case Quantities numbers -> correlationRatio(words, numbers);
                    case Words others -> cramer(words, others);
                };
        };
    }

    /// |Σ (x − x̄)(y − ȳ)| / √(Σ (x − x̄)² · Σ (y − ȳ)²) of the ranks x and y.
    private static double spearman(Quantities a, Quantities b) {
        double middle = a.rows() / 2.0;
        double n = 0;
        double sumX = 0;
        double sumY = 0;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int row = 0; row < a.rows(); row++) {
            double x = a.ranks()[row] - middle;
            double y = b.ranks()[row] - middle;
            if (!Double.isNaN(x + y)) {
                n++;
                sumX += x;
                sumY += y;
                xx += x * x;
                yy += y * y;
                xy += x * y;
            }
        }
        double spread = Math.sqrt(n * xx - sumX * sumX) * Math.sqrt(n * yy - sumY * sumY);
        return n < FEWEST_ROWS || !(spread > 0) ? 0 : Math.min(1, Math.abs(n * xy - sumX * sumY) / spread);
    }

    /// √ε², the share of the variance of the ranks that lies between the words,
    /// ε² = 1 − (within / (n − k)) / (total / (n − 1)) of k words (T. L. Kelley, 1935).
    private static double correlationRatio(Words words, Quantities numbers) {
        double[] sums = new double[words.words()];
        int[] counts = new int[words.words()];
        double middle = numbers.rows() / 2.0;
        int n = 0;
        double sum = 0;
        double squares = 0;
        for (int row = 0; row < numbers.rows(); row++) {
            if (!words.missing(row) && !numbers.missing(row)) {
                double x = numbers.ranks()[row] - middle;
                sums[words.codes()[row]] += x;
                counts[words.codes()[row]]++;
                n++;
                sum += x;
                squares += x * x;
            }
        }
        int occurring = 0;
        double between = 0;
        for (int code = 0; code < sums.length; code++) {
            if (counts[code] > 0) {
                occurring++;
                between += sums[code] * sums[code] / counts[code];
            }
        }
        double total = squares - sum * sum / n;
        if (n < FEWEST_ROWS || !(total > 0) || occurring >= n) {
            return 0;
        }
        double within = squares - between;
        return Math.sqrt(Math.clamp(1 - within / (n - occurring) / (total / (n - 1)), 0, 1));
    }

    /// Cramér's V with the correction of W. Bergsma, "A bias-correction for Cramér's V and Tschuprow's T" (2013).
    private static double cramer(Words a, Words b) {
        int[] table = new int[a.words() * b.words()];
        int[] ofA = new int[a.words()];
        int[] ofB = new int[b.words()];
        int n = 0;
        for (int row = 0; row < a.rows(); row++) {
            if (!a.missing(row) && !b.missing(row)) {
                table[a.codes()[row] * b.words() + b.codes()[row]]++;
                ofA[a.codes()[row]]++;
                ofB[b.codes()[row]]++;
                n++;
            }
        }
        double sum = 0;
        for (int i = 0; i < ofA.length; i++) {
            for (int j = 0; j < ofB.length; j++) {
                double count = table[i * b.words() + j];
                sum += count == 0 ? 0 : count / ofA[i] * (count / ofB[j]);
            }
        }
        double r = occurring(ofA);
        double k = occurring(ofB);
        double excess = Math.max(0, sum - 1 - (r - 1) * (k - 1) / (n - 1));
        double most = Math.min(r - (r - 1) * (r - 1) / (n - 1), k - (k - 1) * (k - 1) / (n - 1)) - 1;
        return n < FEWEST_ROWS || !(most > 0) ? 0 : Math.sqrt(Math.min(1, excess / most));
    }

    private static int occurring(int[] counts) {
        int occurring = 0;
        for (int count : counts) {
            occurring += count > 0 ? 1 : 0;
        }
        return occurring;
    }
}
