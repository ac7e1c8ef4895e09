package dev.lamina.report.doctor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Numbers by name, in the order given.
final class Numbers {

    private Numbers() {}

    /// @param namesAndValues a name, its number, and so on
    static SequencedMap<String, Double> of(Object... namesAndValues) {
        SequencedMap<String, Double> numbers = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            numbers.put((String) namesAndValues[i], ((Number) namesAndValues[i + 1]).doubleValue());
        }
        return Collections.unmodifiableSequencedMap(numbers);
    }
}
