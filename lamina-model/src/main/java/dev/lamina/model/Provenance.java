package dev.lamina.model;

import dev.lamina.core.train.StopReason;
import dev.lamina.core.train.TrainedNetwork;
import java.lang.module.ModuleDescriptor;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;

/// Where a model comes from: enough to tell models apart and to train the same one again. Immutable.
///
/// @param laminaVersion of the program that trained it, `development` outside of a release
/// @param javaVersion of the Java that ran it
/// @param created when training ended
public record Provenance(Data data, Training training, String laminaVersion, String javaVersion, Instant created) {

    public Provenance {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(training, "training");
        Objects.requireNonNull(laminaVersion, "laminaVersion");
        Objects.requireNonNull(javaVersion, "javaVersion");
        Objects.requireNonNull(created, "created");
    }

    /// What the model was trained on.
    ///
    /// @param source as the user named it, such as `houses.csv`
    /// @param sha256 64 hex digits, or empty where nothing was hashed
    /// @param hashed what the hash is of, such as `2 files, one after the other`; empty for the bytes of one file
    /// @param validationRows rows that chose the best epoch, 0 without validation
    public record Data(String source, String sha256, String hashed, int trainingRows, int validationRows) {

        public Data {
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(sha256, "sha256");
            Objects.requireNonNull(hashed, "hashed");
        }
    }

    /// One setting of a training, in words.
    ///
    /// @param name such as `batch-size`
    /// @param given whether the caller fixed it; otherwise Lamina chose it
    /// @param reason what it was chosen by, such as `344 rows`; empty if it was given
    public record Setting(String name, String value, boolean given, String reason) {

        public Setting {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(reason, "reason");
        }

        /// What the caller fixed.
        public static Setting given(String name, String value) {
            return new Setting(name, value, true, "");
        }

        public static Setting chosen(String name, String value, String reason) {
            return new Setting(name, value, false, reason);
        }
    }

    /// One run of training, which gave a member of the model.
    ///
    /// @param recipe by which it was trained, such as `RealMLP`; empty for the layers that the settings say
    /// @param fold the part of the rows that it did not train on, from 1; 0 if there are no folds
    /// @param epochs how many were run
    /// @param bestEpoch the one that the parameters are from
    /// @param score of the rows that it did not train on, by the metric that decided; NaN if there is none
    public record Run(
            String recipe, long seed, int fold, int epochs, int bestEpoch, StopReason stopReason, double score) {

        public Run {
            Objects.requireNonNull(recipe, "recipe");
            Objects.requireNonNull(stopReason, "stopReason");
        }

        /// A run that has just ended.
        public static Run of(String recipe, long seed, int fold, TrainedNetwork network, double score) {
            return new Run(
                    recipe, seed, fold, network.history().size(), network.bestEpoch(), network.stopReason(), score);
        }
    }

    /// How the model was trained.
    ///
    /// @param settings each name once
    /// @param runs one for each member, in their order
    /// @param metrics of the validation rows by name, the leading one first; NaN where one is undefined
    public record Training(long seed, List<Setting> settings, List<Run> runs, SequencedMap<String, Double> metrics) {

        public Training {
            settings = List.copyOf(settings);
            runs = List.copyOf(runs);
            metrics = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(metrics));
        }

        /// The summary of a training of one network that has just ended.
        public static Training of(
                long seed, List<Setting> settings, TrainedNetwork network, SequencedMap<String, Double> metrics) {
            return new Training(seed, settings, List.of(Run.of("", seed, 0, network, Double.NaN)), metrics);
        }

        /// What every setting was, by its name.
        public SequencedMap<String, String> values() {
            SequencedMap<String, String> values = new LinkedHashMap<>();
            settings.forEach(setting -> values.put(setting.name(), setting.value()));
            return values;
        }

        /// What those settings were chosen by that the caller did not give, by their names.
        public SequencedMap<String, String> reasons() {
            SequencedMap<String, String> reasons = new LinkedHashMap<>();
            settings.stream()
                    .filter(setting -> !setting.given())
                    .forEach(setting -> reasons.put(setting.name(), setting.reason()));
            return reasons;
        }

        /// The same training with these metrics of its validation rows.
        public Training metrics(SequencedMap<String, Double> metrics) {
            return new Training(seed, settings, runs, metrics);
        }
    }

    /// The provenance of a model trained now, by this version of Lamina on this Java.
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

    /// Data, seed and program, a line each.
    @Override
    public String toString() {
        return ModelText.origin(this).toString();
    }
}
