package dev.lamina.model;

import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.OnPredictions;
import dev.lamina.core.loss.TargetKind.Classes;
import dev.lamina.core.loss.TargetKind.Element;
import dev.lamina.core.loss.TargetKind.Several;
import dev.lamina.core.train.TrainedNetwork;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.FittedTarget;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;

/// A trained network with the pipeline that feeds it and the meaning of its outputs: all that is needed to
/// predict.
///
/// Immutable as long as nobody writes to the parameters; thread-safe. A model that was loaded has no history of
/// epochs.
///
/// For a target of labels the loss must give a probability for each class ([Loss#classProbabilities]); for a number
/// it must predict one number, which is scaled as the target is, or the rate of a count.
///
/// @param network with the loss that turns its outputs into predictions
/// @param pipeline from columns to the network's inputs
/// @param provenance for people; no prediction depends on it
public record Model(TrainedNetwork network, FittedPipeline pipeline, Provenance provenance) {

    /// @throws IllegalArgumentException if the parts do not fit together
    public Model {
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(pipeline, "pipeline");
        Objects.requireNonNull(provenance, "provenance");
        int inputs = network.network().inputs();
        if (pipeline.width() != inputs) {
            throw new IllegalArgumentException(
                    "the pipeline gives " + pipeline.width() + " numbers a row, the network expects " + inputs);
        }
        if (!network.parameters().views().equals(network.network().parameterViews())) {
            throw new IllegalArgumentException("the parameters are those of another network");
        }
        int outputs = network.network().outputs();
        int expected = outputs(network.loss(), pipeline.target());
        if (outputs != expected) {
            throw new IllegalArgumentException(
                    "the network has " + outputs + " outputs, " + network.loss().name() + " for the target \""
                            + pipeline.target().name() + "\" needs " + expected);
        }
    }

    /// How many outputs a network with this loss has for that target.
    ///
    /// @throws IllegalArgumentException if the loss does not suit the target
    public static int outputs(Loss loss, FittedTarget target) {
        return switch (target) {
            case FittedTarget.Labels labels -> outputs(loss, labels);
            case FittedTarget.Scaled scaled -> outputs(loss, scaled);
        };
    }

    private static int outputs(Loss loss, FittedTarget.Labels target) {
        int outputs = loss.outputsForClasses(target.classes().size());
        if (outputs == 0) {
            throw noClasses(loss, target);
        }
        return outputs;
    }

    private static int outputs(Loss loss, FittedTarget.Scaled target) {
        if (loss.targets() == Element.COUNT && !(target.mean() == 0 && target.deviation() == 1)) {
            throw new IllegalArgumentException(loss.name() + " counts, but the target \"" + target.name()
                    + "\" is scaled, which turns counts into negative numbers");
        }
        return switch (loss.targets()) {
            case Element.NUMBER, Element.COUNT -> loss.outputsFor(1);
            case Element.PROBABILITY, Element.SIGN -> throw unsuited(loss, target);
            case Classes _ -> throw unsuited(loss, target);
            case Several _ -> throw severalTargets(target);
        };
    }

    private static IllegalArgumentException noClasses(Loss loss, FittedTarget.Labels target) {
        if (loss instanceof OnPredictions) {
            return new IllegalArgumentException(loss.name() + " for the target \"" + target.name()
                    + "\" needs a network that ends without activation, or with that of the loss");
        }
        return switch (loss.targets()) {
            case Element.NUMBER, Element.COUNT, Element.PROBABILITY, Classes.DISTRIBUTION -> unsuited(loss, target);
            case Element.SIGN, Classes.INDEX, Classes.INDEX_OR_DISTRIBUTION ->
                new IllegalArgumentException(
                        loss.name() + " gives no probabilities, which a model of \"" + target.name() + "\" needs");
            case Several _ -> severalTargets(target);
        };
    }

    private static IllegalArgumentException severalTargets(FittedTarget target) {
        return new IllegalArgumentException(
                "heads are for several targets, a model has one, here \"" + target.name() + "\"");
    }

    private static IllegalArgumentException unsuited(Loss loss, FittedTarget target) {
        String meaning = switch (target) {
            case FittedTarget.Labels labels -> "has " + labels.classes().size() + " classes";
            case FittedTarget.Scaled _ -> "is a number";
        };
        return new IllegalArgumentException(
                loss.name() + " does not suit the target \"" + target.name() + "\", which " + meaning);
    }

    /// Reads a model file, also on a thread that is interrupted, which stays so.
    ///
    /// @throws ModelFileException if it cannot be read, is damaged, or is not a model of this version or
    ///     an older one
    public static Model load(Path file) throws ModelFileException {
        return ModelFile.read(file);
    }

    /// Writes a model file, all or nothing: after an error or a crash the old file, if there was one, is
    /// untouched. An interrupted thread writes it too. For permissions, links and pipes see
    /// [dev.lamina.core.file.AtomicFile].
    ///
    /// @throws ModelFileException if it cannot be written, a parameter is not finite, or a layer or the
    ///     loss is none of Lamina's own
    public void save(Path file) throws ModelFileException {
        ModelFile.write(this, file);
    }

    /// The classes in the order of their probabilities; empty for a number.
    public List<String> labels() {
        return switch (pipeline.target()) {
            case FittedTarget.Labels labels -> labels.classes();
            case FittedTarget.Scaled _ -> List.of();
        };
    }

    /// SHA-256 of the parameters as float32, little-endian, in file order: 64 hex digits. Trainings that agree
    /// in it gave the same network, bit for bit.
    public String parametersHash() {
        MessageDigest digest = Sha256.start();
        Sha256.update(digest, network.parameters().values());
        return Sha256.hex(digest);
    }

    /// What the model predicts and how good it was on the validation rows, in some seven lines.
    public String summary() {
        return ModelText.summary(this);
    }

    /// The summary, and below it the data, the seed and the program that the model is from.
    @Override
    public String toString() {
        return summary() + "\n" + provenance;
    }

    /// A predictor for tables and encoded rows. Make one, keep it, share it.
    public Predictor predictor() {
        return new Predictor(this);
    }

    /// A predictor for rows that are records. Make one, keep it, share it.
    ///
    /// Components are found by the names of the columns: the same name, else one that differs only in case and
    /// in characters that are neither letters nor digits, so that `hoursPerWeek` is `hours-per-week`. Other
    /// components, such as the target, are ignored. Numbers are of a primitive type or its box, categories a
    /// `String`, an enum, a `boolean` or a number, times a `LocalDate`, `LocalDateTime` or `Instant` (UTC);
    /// null is missing.
    ///
    /// @param type a record that Lamina may read: public, or in a package that is open to it
    /// @throws IllegalArgumentException naming the columns that the record lacks or has with another type
    public <R extends Record> RowPredictor<R> predictor(Class<R> type) {
        return new RowPredictor<>(predictor(), RecordEncoder.of(type, pipeline.encoder()));
    }
}
