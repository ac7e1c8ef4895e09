package dev.lamina;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// How much is done for accuracy where nothing else is fixed about the networks.
public enum Preset {
    /// One small network of the RealMLP family, in seconds.
    FAST("one network, in seconds"),
    /// Several networks, each trained on other rows, that predict together.
    DEFAULT("networks on different rows that predict together"),
    /// Several kinds of networks, each trained on other rows, weighted by how well they predict rows that
    /// they were not trained on.
    BEST("several kinds of networks, weighted by their predictions of rows they were not trained on");

    private final String words;

    Preset(String words) {
        this.words = words;
    }

    /// What it does, as part of a sentence.
    public String inWords() {
        return words;
    }

    /// The preset of that name, such as `fast`.
    ///
    /// @throws IllegalArgumentException naming those that exist
    public static Preset named(String name) {
        return Arrays.stream(values())
                .filter(preset -> preset.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown preset \"" + name + "\"; known are "
                        + all().stream().map(Preset::toString).collect(Collectors.joining(", "))));
    }

    static List<Preset> all() {
        return List.of(values());
    }

    /// The name on the command line.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
