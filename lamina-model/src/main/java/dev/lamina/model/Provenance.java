package dev.lamina.model;

import dev.lamina.core.train.StopReason;
import dev.lamina.core.train.TrainedNetwork;
import java.lang.module.ModuleDescriptor;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/// Where a model comes from: enough to tell models apart and to train the same one again. Immutable.
///
/// @param laminaVersion of the program that trained it, `development` outside of a release
/// @param javaVersion of the Java that ran it
/// @param created when training ended
public record Provenance(Data data, Training training, String laminaVersion, String javaVersion, Instant created) {

    /// What the model was trained on.
    ///
    /// @param source as the user named it, such as `houses.csv`
    /// @param sha256 of the file, 64 hex digits, or empty where there is no file
    /// @param validationRows rows that chose the best epoch, 0 without validation
    public record Data(String source, String sha256, int trainingRows, int validationRows) {}

    /// How the model was trained.
    ///
    /// @param settings such as `learningRate` → `0.001`, for people; sorted by name
    /// @param epochs how many were run
    /// @param bestEpoch the one that the parameters are from
    /// @param metrics of the validation rows by name, the leading one first; NaN where one is undefined
    public record Training(
            long seed,
            SortedMap<String, String> settings,
            int epochs,
            int bestEpoch,
            StopReason stopReason,
            SequencedMap<String, Double> metrics) {

        public Training {
            settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
            metrics = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(metrics));
        }

        /// The summary of a training that has just ended.
        public static Training of(
                long seed, Map<String, String> settings, TrainedNetwork network, SequencedMap<String, Double> metrics) {
            return new Training(
                    seed,
                    new TreeMap<>(settings),
                    network.history().size(),
                    network.bestEpoch(),
                    network.stopReason(),
                    metrics);
        }
    }

    /// This Lamina, this Java, this millisecond.
    public static Provenance now(Data data, Training training) {
        return new Provenance(
                data,
                training,
                currentVersion(),
                Runtime.version().toString(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    /// On the module path the module knows its version, on the class path the jar's manifest does.
    private static String currentVersion() {
        return Optional.ofNullable(Provenance.class.getModule().getDescriptor())
                .flatMap(ModuleDescriptor::rawVersion)
                .orElse(Objects.requireNonNullElse(
                        Provenance.class.getPackage().getImplementationVersion(), "development"));
    }
}
