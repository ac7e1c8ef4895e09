package dev.lamina.core.network;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.ColumnGroups;
import dev.lamina.core.activation.Custom;
import dev.lamina.core.activation.Elu;
import dev.lamina.core.activation.Exponential;
import dev.lamina.core.activation.Gelu;
import dev.lamina.core.activation.GeluTanh;
import dev.lamina.core.activation.HardSigmoid;
import dev.lamina.core.activation.HardSwish;
import dev.lamina.core.activation.HardTanh;
import dev.lamina.core.activation.Identity;
import dev.lamina.core.activation.LeakyRelu;
import dev.lamina.core.activation.Mish;
import dev.lamina.core.activation.Relu;
import dev.lamina.core.activation.Selu;
import dev.lamina.core.activation.Sigmoid;
import dev.lamina.core.activation.Silu;
import dev.lamina.core.activation.Softmax;
import dev.lamina.core.activation.Softplus;
import dev.lamina.core.activation.Softsign;
import dev.lamina.core.activation.Tanh;
import dev.lamina.core.layer.Dense;
import dev.lamina.core.layer.Layer;
import dev.lamina.core.loss.Heads;
import dev.lamina.core.loss.LinkedLoss;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.OnPredictions;
import java.util.ArrayList;
import java.util.List;

/// What training minimises: a loss of the outputs of a network, the two of them made to fit where the last layer is
/// dense and has an activation f.
///
/// - No f: the outputs are logits, and the loss has its link.
/// - f is the link, as sigmoid with binary cross-entropy: the same predictions in the fused, stable form (F8), so the
///   network here is without f.
/// - The loss has no link: any f, through the full chain (F4).
/// - f is another one, but gives what the loss is defined for, as softplus with Poisson: the loss here is the one
///   [on predictions][OnPredictions], and the chain is the full one. A custom f is believed until a batch shows
///   otherwise.
///
/// Everything else is refused.
///
/// @param network without f, where f is the link
/// @param loss on the outputs of that network
public record Objective(Network network, Loss loss) {

    /// Makes the two fit.
    ///
    /// @throws IllegalArgumentException if the loss is not defined for what the activation gives
    public Objective {
        Activation f = lastActivation(network);
        Activation link = loss.link();
        if (!(f instanceof Identity || link instanceof Identity)) {
            if (f.equals(link)) {
                network = withoutLastActivation(network);
            } else if (loss instanceof LinkedLoss linked && isDefined(linked, f)) {
                loss = new OnPredictions(linked);
            } else {
                throw new IllegalArgumentException(mismatch(loss, f));
            }
        }
    }

    private static Activation lastActivation(Network network) {
        return network.layers().getLast() instanceof Dense dense ? dense.activation() : new Identity();
    }

    private static Network withoutLastActivation(Network network) {
        List<Layer> layers = new ArrayList<>(network.layers());
        Dense last = (Dense) layers.removeLast();
        layers.add(new Dense(last.outputs(), last.bias(), new Identity(), last.initializer()));
        return Network.of(network.inputs(), layers);
    }

    private static boolean isDefined(LinkedLoss loss, Activation f) {
        return switch (f) {
            case Custom _, Sigmoid _, Softmax _ -> true;
            case Exponential _, Softplus _ -> loss.highestPrediction() == Double.POSITIVE_INFINITY;
            case ColumnGroups _,
                    Elu _,
                    Gelu _,
                    GeluTanh _,
                    HardSigmoid _,
                    HardSwish _,
                    HardTanh _,
                    Identity _,
                    LeakyRelu _,
                    Mish _,
                    Relu _,
                    Selu _,
                    Silu _,
                    Softsign _,
                    Tanh _ -> false;
        };
    }

    private static String mismatch(Loss loss, Activation f) {
        String link = loss.link().name();
        if (loss instanceof Heads) {
            return "heads need " + link + " on their columns, the network ends with " + f.name()
                    + "; end the network without activation: the loss then applies them itself";
        }
        String needed = "probabilities of the classes that sum to 1, ";
        String given = " gives each class a number of its own";
        if (loss instanceof LinkedLoss linked) {
            needed = linked.highestPrediction() == 1 ? "predictions between 0 and 1, " : "predictions above 0, ";
            given = " gives " + range(f);
        }
        return loss.name() + " needs " + needed + f.name() + given + "; end the network with " + link
                + ", or without activation: the loss then applies " + link + " itself";
    }

    private static String range(Activation f) {
        return switch (f) {
            case ColumnGroups _, Custom _, Identity _, LeakyRelu _ -> "any number";
            case Elu(double alpha) -> "numbers above " + -alpha;
            case Exponential _, Softplus _ -> "numbers above 0";
            case Gelu _, GeluTanh _ -> "-0.17 and more";
            case HardSigmoid _ -> "0 to 1 with both ends";
            case HardSwish _ -> "-0.375 and more";
            case HardTanh _, Softsign _, Tanh _ -> "-1 to 1";
            case Mish _ -> "-0.31 and more";
            case Relu _ -> "0 and more";
            case Selu _ -> "numbers above -1.76";
            case Sigmoid _, Softmax _ -> "numbers between 0 and 1";
            case Silu _ -> "-0.28 and more";
        };
    }
}
