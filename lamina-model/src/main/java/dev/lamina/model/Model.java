package dev.lamina.model;

import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.OnPredictions;
import dev.lamina.core.loss.TargetKind.Classes;
import dev.lamina.core.loss.TargetKind.Element;
import dev.lamina.core.loss.TargetKind.Several;
import dev.lamina.core.text.InWords;
import dev.lamina.core.train.TrainedNetwork;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.FittedTarget;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// One trained network or several, with the pipelines that feed them and the meaning of their outputs: all that is
/// needed to predict.
///
/// A prediction is the mean of the members' by weight, ŷ = Σ wᵢ·ŷᵢ / Σ wᵢ: of the probabilities of labels, or of values
/// in units of the target. Then the calibration maps it.
///
/// Immutable as long as nobody writes to the parameters; thread-safe. A model that was loaded has no history of
/// epochs.
///
/// @param members 1 or more; their pipelines read the same columns and have the same target, however they encode and
///     scale them
/// @param calibration learnt on rows that no member concerned trained on
/// @param provenance for people; no prediction depends on it
public record Model(List<Member> members, Calibration calibration, Provenance provenance) {

    /// @throws IllegalArgumentException if the parts do not fit together
    public Model {
        members = List.copyOf(members);
        Objects.requireNonNull(calibration, "calibration");
        Objects.requireNonNull(provenance, "provenance");
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a model needs 1 member or more");
        }
        for (int i = 1; i < members.size(); i++) {
            if (!members.get(i).goesWith(members.getFirst())) {
                throw new IllegalArgumentException("members[" + i + "] reads other columns or has another target"
                        + " than members[0]; the members of a model have the same names, kinds, formats, missing words and"
                        + " labels");
            }
        }
        boolean bands = members.getFirst().givesBand();
        if (members.stream().anyMatch(member -> member.givesBand() != bands)) {
            throw new IllegalArgumentException(
                    "some members give bands, others values only; give all of them the loss quantile-band, or none");
        }
        if (Double.isInfinite(sumOfWeights(members))) {
            throw new IllegalArgumentException("the weights of the members add up to infinity; give smaller ones");
        }
        int runs = provenance.training().runs().size();
        if (runs != members.size()) {
            throw new IllegalArgumentException("the provenance tells of " + InWords.count(runs, "run")
                    + " of training, the model has " + InWords.count(members.size(), "member"));
        }
        calibration.check(members.getFirst().pipeline().target());
        calibration.checkBands(bands);
    }

    /// A model of one network, without calibration.
    ///
    /// @throws IllegalArgumentException if the parts do not fit together
    public Model(TrainedNetwork network, FittedPipeline pipeline, Provenance provenance) {
        this(List.of(new Member(network, pipeline, 1)), Calibration.none(), provenance);
    }

    static double sumOfWeights(List<Member> members) {
        double sum = 0;
        for (Member member : members) {
            sum += member.weight();
        }
        return sum;
    }

    private static List<String> labels(Member member) {
        return switch (member.pipeline().target()) {
            case FittedTarget.Labels labels -> labels.classes();
            case FittedTarget.Scaled _ -> List.of();
        };
    }

    /// The network of a model that has one only.
    ///
    /// @throws IllegalStateException if there are several
    public TrainedNetwork network() {
        if (members.size() > 1) {
            throw new IllegalStateException("the model has " + members.size() + " networks; ask for members()");
        }
        return members.getFirst().network();
    }

    /// The pipeline of the first member. Its schema and the meaning of its target are those of all members; how it
    /// encodes and scales may be its own.
    public FittedPipeline pipeline() {
        return members.getFirst().pipeline();
    }

    /// The pipelines of the members in their order, equal ones once.
    public List<FittedPipeline> pipelines() {
        List<FittedPipeline> pipelines = new ArrayList<>();
        for (Member member : members) {
            if (!pipelines.contains(member.pipeline())) {
                pipelines.add(member.pipeline());
            }
        }
        return List.copyOf(pipelines);
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
        return labels(members.getFirst());
    }

    /// SHA-256 of the parameters of all members as float32, little-endian, in file order: 64 hex digits. Trainings that
    /// agree in it gave the same networks, bit for bit.
    public String parametersHash() {
        MessageDigest digest = Sha256.start();
        for (Member member : members) {
            Sha256.update(digest, member.network().parameters().values());
        }
        return Sha256.hex(digest);
    }

    /// What the model predicts and how good it was on the validation rows, in some seven lines.
    public String summary() {
        return ModelText.summary(this);
    }

    /// The summary, below it the data, the seed and the program that the model is from, and of several members what
    /// they are, those alike together.
    @Override
    public String toString() {
        return summary() + "\n" + provenance + MembersText.members(this);
    }

    /// An encoder for what [Predictor] takes as encoded rows; build it once and keep it.
    public Encoder encoder() {
        return new Encoder(pipelines());
    }

    private Combination combination() {
        return new Combination(members, encoder(), calibration);
    }

    /// A predictor for tables and encoded rows. Make one, keep it, share it.
    public Predictor predictor() {
        return new Predictor(combination());
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
        return new RowPredictor<>(combination(), type);
    }
}
