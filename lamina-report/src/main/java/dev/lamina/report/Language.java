package dev.lamina.report;

import java.util.Arrays;
import java.util.stream.Collectors;

/// The language of a trace or a report.
public enum Language {
    ENGLISH("en"),
    CHINESE("zh");

    private final String code;

    Language(String code) {
        this.code = code;
    }

    /// By ISO 639: `en`, `zh`.
    public String code() {
        return code;
    }

    /// The language of that code.
    ///
    /// @throws IllegalArgumentException naming those that exist
    public static Language named(String code) {
        return Arrays.stream(values())
                .filter(language -> language.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown language \"" + code + "\"; known are "
                        + Arrays.stream(values()).map(Language::code).collect(Collectors.joining(", "))));
    }
}
