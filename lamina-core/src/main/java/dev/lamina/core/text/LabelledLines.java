package dev.lamina.core.text;

import java.util.ArrayList;
import java.util.List;

/// Lines of a label and a text, which print below each other:
///
///     Rows        275 for training, 69 for validation
///     Network     15 → 256 → 256 → 3, 70,659 parameters
///
/// A text of more than 88 characters is broken between words. One thread.
public final class LabelledLines {

    private static final int LABEL = 12;
    private static final int TEXT = 88;

    private final List<String> lines = new ArrayList<>();

    /// No lines yet.
    public LabelledLines() {}

    /// Adds a line; control characters, which could steer a terminal, become question marks.
    ///
    /// @param label of at most 11 characters
    public LabelledLines add(String label, String text) {
        StringBuilder line = new StringBuilder(InWords.padded(label, LABEL));
        int width = 0;
        for (String word : text.replaceAll("\\p{Cntrl}", "?").split(" ", -1)) {
            if (width > 0 && width + 1 + word.length() > TEXT) {
                line.append('\n').repeat(' ', LABEL);
                width = 0;
            } else if (width > 0) {
                line.append(' ');
                width++;
            }
            line.append(word);
            width += word.length();
        }
        lines.add(line.toString());
        return this;
    }

    /// The lines, without a line break at the end.
    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
