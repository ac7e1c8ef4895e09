package dev.lamina.report.trace;

import dev.lamina.core.loss.EachMember;
import dev.lamina.core.loss.Heads;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.QuantileBand;
import dev.lamina.core.reference.ReferenceNetwork;
import dev.lamina.data.FittedTarget;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a trace starts from.
///
/// @param network at the start; where the loss has a link, the last layer's activation is the identity
/// @param start where the weights came from
/// @param loss what is minimised; its link turns the network's outputs into predictions
/// @param linkNamed whether the output activation was asked for and is the loss's link (F8)
/// @param update how a step changes the weights
/// @param inputs X as n × m: one sample a row
/// @param targets Y, n rows as the loss defines them, or null to look at the forward pass only
/// @param columns the columns of a table that became the inputs; empty if the inputs came as numbers
/// @param inputNames of the m inputs; empty if they have none
/// @param target what the outputs stand for in a table: classes or a scaled number; null without a table
public record TraceSettings(
        ReferenceNetwork network,
        WeightStart start,
        Loss loss,
        boolean linkNamed,
        UpdateRule update,
        double[][] inputs,
        double @Nullable [][] targets,
        List<SourceColumn> columns,
        List<String> inputNames,
        @Nullable FittedTarget target) {

    /// A column of a table, which the pipeline turned into one or more inputs.
    ///
    /// @param name of the column
    /// @param from its first input, counted from 0
    /// @param to after its last input
    /// @param cells what each of the n rows holds, as text
    public record SourceColumn(String name, int from, int to, List<String> cells) {

        public SourceColumn {
            cells = List.copyOf(cells);
        }
    }

    /// @throws IllegalArgumentException if the parts do not fit together
    public TraceSettings {
        check(loss);
        columns = List.copyOf(columns);
        inputNames = List.copyOf(inputNames);
        int width = network.layers().getFirst().inputs();
        if (inputs.length == 0) {
            throw new IllegalArgumentException("a trace needs 1 or more samples");
        }
        for (double[] row : inputs) {
            if (row.length != width) {
                throw new IllegalArgumentException("the network has " + width + " inputs, got " + row.length);
            }
        }
        if (targets != null && targets.length != inputs.length) {
            throw new IllegalArgumentException(inputs.length + " samples need as many targets, got " + targets.length);
        }
    }

    /// Settings without a table: numbers only.
    public static TraceSettings of(
            ReferenceNetwork network,
            WeightStart start,
            Loss loss,
            boolean linkNamed,
            UpdateRule update,
            double[][] inputs,
            double @Nullable [][] targets) {
        return new TraceSettings(network, start, loss, linkNamed, update, inputs, targets, List.of(), List.of(), null);
    }

    /// Settings for the rows of a table, as a model sees them.
    public static TraceSettings ofTable(
            ReferenceNetwork network,
            WeightStart start,
            Loss loss,
            UpdateRule update,
            double[][] inputs,
            double @Nullable [][] targets,
            List<SourceColumn> columns,
            List<String> inputNames,
            FittedTarget target) {
        return new TraceSettings(network, start, loss, false, update, inputs, targets, columns, inputNames, target);
    }

    /// The classes that the outputs stand for, empty if they have no names.
    public List<String> labels() {
        return target instanceof FittedTarget.Labels classes ? classes.classes() : List.of();
    }

    /// The number of samples, n.
    public int samples() {
        return inputs.length;
    }

    /// Refuses a loss whose formula a trace does not write.
    static void check(Loss loss) {
        if (loss instanceof Heads || loss instanceof EachMember) {
            throw oneHead();
        }
        if (loss instanceof QuantileBand) {
            throw new IllegalArgumentException(
                    "a trace shows losses with one output for each target, " + loss.name() + " has three");
        }
    }

    /// What refuses a loss or an activation of several heads.
    public static IllegalArgumentException oneHead() {
        return new IllegalArgumentException("a trace shows networks with one head");
    }

    /// Whether the loss turns outputs into predictions by a link of its own (F8).
    public boolean hasLink() {
        return !loss.link().name().equals("identity");
    }
}
