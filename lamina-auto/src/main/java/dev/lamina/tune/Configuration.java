package dev.lamina.tune;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// A recipe with its settings, as a text `realmlp width=256 dropout=0.15`. Immutable.
///
/// @param recipe its name
/// @param values by the names of the settings; what is not there is at its default
public record Configuration(String recipe, SequencedMap<String, String> values) {

    public Configuration {
        Objects.requireNonNull(recipe, "recipe");
        values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    }

    /// The configuration that a text stands for.
    ///
    /// @throws IllegalArgumentException if a setting is not `name=value`, or comes twice
    public static Configuration parse(String text) {
        String[] words = text.strip().split("\\s+", -1);
        SequencedMap<String, String> values = new LinkedHashMap<>();
        for (int i = 1; i < words.length; i++) {
            String[] setting = words[i].split("=", 2);
            if (setting.length < 2 || setting[0].isEmpty() || setting[1].isEmpty()) {
                throw new IllegalArgumentException("the recipe's setting \"" + words[i]
                        + "\" is not name=value, such as " + words[0] + " width=256");
            }
            if (values.put(setting[0], setting[1]) != null) {
                throw new IllegalArgumentException(
                        "the recipe " + words[0] + " has the setting " + setting[0] + " twice; leave one of both out");
            }
        }
        return new Configuration(words[0], values);
    }

    /// The text that [#parse] reads.
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(entry -> " " + entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("", recipe, ""));
    }
}
