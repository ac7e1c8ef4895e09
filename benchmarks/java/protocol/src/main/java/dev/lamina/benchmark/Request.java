package dev.lamina.benchmark;

import java.util.HashMap;
import java.util.Map;
import java.util.StringTokenizer;

/// What a runner is asked for: one line such as `prepare task=train widths=4-3-4-3 batch=1`, a verb and words
/// `key=value`. Immutable.
public record Request(String verb, Map<String, String> values) {

    /// Reads one line.
    ///
    /// @throws IllegalArgumentException naming the word that has no `=`
    static Request parse(String line) {
        StringTokenizer words = new StringTokenizer(line);
        String verb = words.nextToken();
        Map<String, String> values = new HashMap<>();
        while (words.hasMoreTokens()) {
            String word = words.nextToken();
            int equals = word.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("expected key=value, got \"" + word + "\"");
            }
            values.put(word.substring(0, equals), word.substring(equals + 1));
        }
        return new Request(verb, Map.copyOf(values));
    }

    /// The value of a key.
    ///
    /// @throws IllegalArgumentException if there is none
    public String text(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException(verb + " needs " + key + "=…");
        }
        return value;
    }

    public int integer(String key) {
        return Integer.parseInt(text(key));
    }

    public double number(String key) {
        return Double.parseDouble(text(key));
    }
}
