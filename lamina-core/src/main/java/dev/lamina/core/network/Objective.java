package dev.lamina.core.network;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.ColumnGroups;
import dev.lamina.core.activation.ColumnGroups.Group;
import dev.lamina.core.activation.Custom;
import dev.lamina.core.activation.Identity;
import dev.lamina.core.layer.Chain;
import dev.lamina.core.loss.EachMember;
import dev.lamina.core.loss.Heads;
import dev.lamina.core.loss.Heads.Head;
import dev.lamina.core.loss.LinkedLoss;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.OnPredictions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What training minimises: a loss of the outputs of a network, the two of them made to fit. What counts is the
/// activation f that the network [ends][dev.lamina.core.layer.Layer#ending] with, in whichever layer it stands.
///
/// - No f: the outputs are logits, and the loss has its link.
/// - f is the link, as sigmoid with binary cross-entropy: the same predictions in the fused, stable form (F8), so the
///   network here is without f.
/// - The loss has no link: any f, through the full chain (F4).
/// - f is another one, but gives what the loss is defined for, as softplus with Poisson: the loss here is the one
///   [on predictions][OnPredictions], and the chain is the full one. A custom f is believed until a batch shows
///   otherwise.
///
/// Heads are made to fit one by one, each with f on its columns, and so are the members of an ensemble.
/// Everything else is refused. Either way the cost is what the definition of the loss gives for the outputs of
/// the network as it was given.
///
/// @param network without f, where f is the link
/// @param loss on the outputs of that network
public record Objective(Network network, Loss loss) {

    /// How an ending and a loss go together.
    ///
    /// @param ending what the network keeps of f
    /// @param loss on what the network then gives
    private record Fit(Activation ending, Loss loss) {}

    /// Makes the two fit.
    ///
    /// @throws IllegalArgumentException if the loss is not defined for what the activation gives
    public Objective {
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(loss, "loss");
        Loss given = loss;
        Chain layers = new Chain(network.layers());
        Activation f = shortest(layers.ending(network.inputs()), network.outputs());
        Fit fit = fit(f, given, network.outputs()).orElseThrow(() -> mismatch(given, f));
        loss = fit.loss;
        if (!fit.ending.equals(f)) {
            network = Network.of(
                    network.inputs(),
                    layers.withEnding(fit.ending, network.inputs()).layers());
        }
    }

    /// Groups of columns that are one activation in fact count as that one.
    private static Activation shortest(Activation f, int outputs) {
        return ColumnGroups.sideBySide(List.of(new Group(f, outputs)));
    }

    private static Optional<Fit> fit(Activation f, Loss loss, int outputs) {
        if (loss instanceof EachMember each) {
            return fitMembers(f, each, outputs);
        }
        Activation link = shortest(loss.link(), outputs);
        if (f instanceof Identity || link instanceof Identity) {
            return Optional.of(new Fit(f, loss));
        }
        if (f.equals(link)) {
            return Optional.of(new Fit(new Identity(), loss));
        }
        if (loss instanceof Heads heads) {
            return fitEach(f, heads, outputs);
        }
        return loss instanceof LinkedLoss linked && isDefined(linked, f)
                ? Optional.of(new Fit(f, new OnPredictions(linked)))
                : Optional.empty();
    }

    private static Optional<Fit> fitEach(Activation f, Heads heads, int outputs) {
        heads.targetColumns(outputs);
        List<Group> endings = new ArrayList<>();
        List<Head> fitted = new ArrayList<>();
        int from = 0;
        for (Head head : heads.heads()) {
            int to = from + head.outputs();
            Optional<Fit> fit =
                    ColumnGroups.part(f, outputs, from, to).flatMap(own -> fit(own, head.loss(), head.outputs()));
            if (fit.isEmpty()) {
                return Optional.empty();
            }
            endings.add(new Group(fit.get().ending, head.outputs()));
            fitted.add(new Head(head.name(), fit.get().loss, head.outputs(), head.weight()));
            from = to;
        }
        Heads all = fitted.equals(heads.heads()) ? heads : new Heads(fitted);
        return Optional.of(new Fit(ColumnGroups.sideBySide(endings), all));
    }

    /// As one member fits, if all of them end alike.
    private static Optional<Fit> fitMembers(Activation f, EachMember each, int outputs) {
        int own = each.outputsOfEach(outputs);
        Optional<Activation> first = ColumnGroups.part(f, outputs, 0, own);
        for (int from = own; from < outputs; from += own) {
            if (!ColumnGroups.part(f, outputs, from, from + own).equals(first)) {
                return Optional.empty();
            }
        }
        return first.flatMap(ending -> fit(ending, each.loss(), own))
                .map(fit -> new Fit(
                        ColumnGroups.sideBySide(Collections.nCopies(each.members(), new Group(fit.ending, own))),
                        new EachMember(fit.loss, each.members())));
    }

    private static boolean isDefined(LinkedLoss loss, Activation f) {
        return f instanceof Custom || f.range().isWithin(0, loss.highestPrediction());
    }

    private static IllegalArgumentException mismatch(Loss loss, Activation f) {
        String link = loss.link().name();
        if (loss instanceof EachMember) {
            return new IllegalArgumentException("each member needs " + link + " on its outputs, the network ends with "
                    + f.name() + "; end the network without activation: the loss then applies " + link + " itself");
        }
        if (loss instanceof Heads) {
            return new IllegalArgumentException("heads need " + link + " on their columns, the network ends with "
                    + f.name() + "; end the network without activation: the loss then applies them itself");
        }
        String needed = "probabilities of the classes that sum to 1, ";
        String given = " gives each class a number of its own";
        if (loss instanceof LinkedLoss linked) {
            needed = linked.highestPrediction() == 1 ? "predictions between 0 and 1, " : "predictions above 0, ";
            given = " gives " + f.range().words();
        }
        return new IllegalArgumentException(loss.name() + " needs " + needed + f.name() + given
                + "; end the network with " + link + ", or without activation: the loss then applies " + link
                + " itself");
    }
}
