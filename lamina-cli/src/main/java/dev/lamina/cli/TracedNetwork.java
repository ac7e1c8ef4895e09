package dev.lamina.cli;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Identity;
import dev.lamina.core.layer.Dense;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Objective;
import dev.lamina.core.reference.ReferenceNetwork;
import dev.lamina.core.reference.ReferenceNetwork.ReferenceLayer;
import dev.lamina.report.trace.Targets;
import dev.lamina.report.trace.TraceSettings;
import dev.lamina.report.trace.UpdateRule;
import dev.lamina.report.trace.WeightStart;
import dev.lamina.report.trace.WeightsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// A network that is traced without a model, and its samples: options of the command.
final class TracedNetwork {

    /// More weights than anybody wants to see the corners of.
    private static final long MAX_WEIGHTS = 1_000_000;

    @Option(
            names = "--widths",
            paramLabel = "WIDTHS",
            split = ",",
            hideParamSyntax = true,
            description =
                    "The widths of the inputs and of every layer, such as 4,3,4,3. With --weights they are in the file.")
    private int @Nullable [] widths;

    @Option(
            names = "--activation",
            paramLabel = "NAME",
            description = "The activation of the hidden layers, one that train knows. Default: sigmoid.")
    private @Nullable String activation;

    @Option(
            names = "--output-activation",
            paramLabel = "NAME",
            description =
                    "The activation of the last layer. Default: that of the hidden layers, or identity where the loss"
                            + " brings its own, as softmax-cross-entropy does.")
    private @Nullable String outputActivation;

    @Option(
            names = "--loss",
            paramLabel = "NAME",
            description = "The loss: one that train knows, hinge, squared-hinge, crammer-singer-hinge,"
                    + " weston-watkins-hinge, mean-weston-watkins-hinge or kullback-leibler. Default: squared-error,"
                    + " which is ½ Σ (ŷ − y)².")
    private @Nullable String loss;

    @Option(
            names = "--x",
            paramLabel = "NUMBERS",
            split = ",",
            hideParamSyntax = true,
            description = "The inputs of one sample, such as 1,2,3,4.")
    private double @Nullable [] x;

    @Option(
            names = "--y",
            paramLabel = "NUMBERS",
            split = ",",
            hideParamSyntax = true,
            description =
                    "The target of the sample: a number for each output, or the index of a class. Without it there is"
                            + " only the forward pass.")
    private double @Nullable [] y;

    @Option(
            names = "--batch",
            paramLabel = "FILE",
            description = "A table of samples instead of one: a line of names, then the inputs and the target of each.")
    private @Nullable Path batch;

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description =
                    "The weights as JSON: {\"W\": [layer, ...], \"b\": [row, ...]}, each layer with a row for every"
                            + " input, or with \"layout\": \"out-in\" for every output.")
    private @Nullable Path weights;

    @Option(names = "--no-bias", description = "Leave out the biases b, as the source document does.")
    private boolean withoutBias;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The seed of weights that no file gives. They are drawn as for training. Default: 0.")
    private @Nullable Long seed;

    /// A model brings its network, and DATA the samples.
    void refuseBesideModel() {
        List<String> given = new ArrayList<>();
        note(given, "--widths", widths);
        note(given, "--activation", activation);
        note(given, "--output-activation", outputActivation);
        note(given, "--loss", loss);
        note(given, "--x", x);
        note(given, "--y", y);
        note(given, "--batch", batch);
        note(given, "--weights", weights);
        note(given, "--no-bias", withoutBias ? Boolean.TRUE : null);
        note(given, "--seed", seed);
        if (!given.isEmpty()) {
            throw new IllegalArgumentException(
                    given.getFirst() + " is for a network without a model; leave it out, or" + " the model");
        }
    }

    private static void note(List<String> given, String option, @Nullable Object value) {
        if (value != null) {
            given.add(option);
        }
    }

    /// What is read for it.
    List<Path> files() {
        List<Path> files = new ArrayList<>();
        if (weights != null) {
            files.add(weights);
        }
        if (batch != null) {
            files.add(batch);
        }
        return files;
    }

    TraceSettings settings(UpdateRule update, ReadingOptions reading) throws IOException {
        Loss judged = Loss.named(Objects.requireNonNullElse(loss, "squared-error"));
        Activation hidden = Activation.named(Objects.requireNonNullElse(activation, "sigmoid"));
        boolean linked = !(judged.link() instanceof Identity);
        Activation last =
                outputActivation == null ? linked ? new Identity() : hidden : Activation.named(outputActivation);
        boolean linkNamed = linked && (outputActivation == null ? hidden : last).equals(judged.link());
        // The last layer and the loss, made to fit as for training.
        Objective objective = new Objective(Network.of(1, List.of(new Dense(1, last))), judged);
        judged = objective.loss();
        last = ((Dense) objective.network().layers().getLast()).activation();
        ReferenceNetwork network = network(hidden, last);
        WeightStart start = weights == null
                ? new WeightStart.Seed(seed == null ? 0 : seed)
                : new WeightStart.File(weights.toString());
        double[][] inputs;
        double[][] targets;
        int width = network.layers().getFirst().inputs();
        int outputs = network.layers().getLast().outputs();
        if (batch == null) {
            inputs = new double[][] {sample(width)};
            targets = y == null ? null : new double[][] {finite("--y", Targets.of(judged, outputs, y))};
        } else {
            refuseBesideBatch();
            BatchFile samples = BatchFile.read(batch, reading, width, outputs, judged);
            inputs = samples.inputs();
            targets = samples.targets();
        }
        return TraceSettings.of(network, start, judged, linkNamed, update, inputs, targets);
    }

    private void refuseBesideBatch() {
        if (x != null || y != null) {
            throw new IllegalArgumentException(
                    "both " + (x != null ? "--x" : "--y") + " and --batch are given; leave one out");
        }
    }

    private double[] sample(int width) {
        if (x == null) {
            throw new IllegalArgumentException("no sample to trace; give --x with " + width + " numbers, or --batch");
        }
        if (x.length != width) {
            throw new IllegalArgumentException(
                    "--x has " + count(x.length, "number") + ", the network " + count(width, "input"));
        }
        return finite("--x", x);
    }

    private static double[] finite(String option, double[] values) {
        if (!Arrays.stream(values).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(option + " is " + Arrays.toString(values) + ", expected finite numbers");
        }
        return values;
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private ReferenceNetwork network(Activation hidden, Activation last) throws IOException {
        if (weights != null) {
            return fromFile(WeightsFile.read(weights), hidden, last);
        }
        if (widths == null) {
            throw new IllegalArgumentException(
                    "nothing to trace; give --widths such as 4,3,4,3, or --weights, or a" + " model and its data");
        }
        checkWidths(widths);
        List<Dense> layers = new ArrayList<>();
        for (int l = 1; l < widths.length; l++) {
            Dense dense = new Dense(widths[l], l == widths.length - 1 ? last : hidden);
            layers.add(withoutBias ? dense.withoutBias() : dense);
        }
        Network network = Network.of(widths[0], layers);
        return ReferenceNetwork.of(network, network.initialize(seed == null ? 0 : seed));
    }

    private static void checkWidths(int[] widths) {
        if (widths.length < 2 || Arrays.stream(widths).anyMatch(width -> width < 1)) {
            throw new IllegalArgumentException("--widths is " + joined(widths)
                    + ", expected the width of the inputs and of 1 layer or more, each 1 or more");
        }
        long count = 0;
        for (int l = 1; l < widths.length; l++) {
            count += (long) widths[l - 1] * widths[l];
        }
        if (!(count <= MAX_WEIGHTS)) {
            throw new IllegalArgumentException("--widths " + joined(widths) + " make " + count
                    + " weights, a trace shows networks of up to " + MAX_WEIGHTS);
        }
    }

    private ReferenceNetwork fromFile(WeightsFile file, Activation hidden, Activation last) {
        int[] found = file.widths().stream().mapToInt(Integer::intValue).toArray();
        if (widths != null && !Arrays.equals(widths, found)) {
            throw new IllegalArgumentException(file.file() + ": has the widths " + joined(found) + ", --widths is "
                    + joined(widths)
                    + (isTurned(found, widths) ? "; if its rows are outputs, add \"layout\": \"out-in\"" : ""));
        }
        if (seed != null) {
            throw new IllegalArgumentException("both --seed and --weights are given; leave one out");
        }
        int depth = file.weights().size();
        List<ReferenceLayer> layers = new ArrayList<>();
        for (int l = 0; l < depth; l++) {
            layers.add(new ReferenceLayer(
                    file.weights().get(l), withoutBias ? null : file.biases().get(l), l == depth - 1 ? last : hidden));
        }
        return new ReferenceNetwork(layers);
    }

    /// Whether every layer has the widths with its inputs and outputs exchanged.
    private static boolean isTurned(int[] found, int[] widths) {
        return found.length == widths.length
                && IntStream.range(1, found.length)
                        .allMatch(l -> found[l] == widths[l - 1] && found[l - 1] == widths[l]);
    }

    private static String joined(int[] widths) {
        return Arrays.stream(widths).mapToObj(String::valueOf).collect(Collectors.joining(","));
    }
}
