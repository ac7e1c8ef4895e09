package dev.lamina.spark;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Words about parameters that several classes have.
final class ColumnText {

    static final String FEATURES = "The column of vectors to learn from, each element a number. Default: features.";

    static final String PREDICTION =
            "The column for what is predicted: a value, or a label, which is a double where all"
                    + " labels are numbers, else a string. Empty for none. Default: prediction.";

    static final String PROBABILITY =
            "The column for the probabilities of all labels, a vector in the order of the model's"
                    + " labels. Empty for none. Default: probability.";

    private static final Pattern OPTION = Pattern.compile("--([a-z0-9]+(?:-[a-z0-9]+)*)");

    private ColumnText() {}

    /// `learningRate` for `learning-rate`.
    static String camelCase(String name) {
        String[] words = name.split("-", -1);
        return words[0]
                + Arrays.stream(words)
                        .skip(1)
                        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                        .collect(Collectors.joining());
    }

    /// `see learningRate` for `see --learning-rate`.
    static String camelCaseOptions(String text) {
        return OPTION.matcher(text).replaceAll(match -> camelCase(match.group(1)));
    }

    /// A value as the command line has it.
    static String of(Object value) {
        return value instanceof int[] numbers
                ? Arrays.stream(numbers).mapToObj(String::valueOf).collect(Collectors.joining(","))
                : value.toString();
    }
}
