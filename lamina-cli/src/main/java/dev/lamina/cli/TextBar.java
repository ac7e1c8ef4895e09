package dev.lamina.cli;

/// Small drawings of numbers in a line of text.
final class TextBar {

    private static final String EIGHTHS = "▏▎▍▌▋▊▉█";
    private static final String HEIGHTS = "▁▂▃▄▅▆▇█";

    private TextBar() {}

    /// A bar of that share of a width; dotted if the number it stands for is negative.
    ///
    /// @param share −1 to 1
    static String bar(double share, int width) {
        if (share < 0) {
            return "░".repeat((int) Math.ceil(-share * width));
        }
        int eighths = (int) Math.round(share * width * EIGHTHS.length());
        int rest = eighths % EIGHTHS.length();
        return "█".repeat(eighths / EIGHTHS.length()) + (rest == 0 ? "" : EIGHTHS.charAt(rest - 1));
    }

    /// A curve of a character for each value, as high as the value lies between the least and the greatest.
    static String curve(double[] values, double least, double greatest) {
        StringBuilder curve = new StringBuilder();
        for (double value : values) {
            double height = greatest > least ? (value - least) / (greatest - least) : 0;
            curve.append(HEIGHTS.charAt((int) Math.round(height * (HEIGHTS.length() - 1))));
        }
        return curve.toString();
    }
}
