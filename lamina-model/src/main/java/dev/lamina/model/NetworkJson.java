package dev.lamina.model;

import dev.lamina.core.layer.Dense;
import dev.lamina.core.loss.AbsoluteError;
import dev.lamina.core.loss.BinaryCrossEntropy;
import dev.lamina.core.loss.ClassHinge;
import dev.lamina.core.loss.CustomLoss;
import dev.lamina.core.loss.EachMember;
import dev.lamina.core.loss.Focal;
import dev.lamina.core.loss.Heads;
import dev.lamina.core.loss.Huber;
import dev.lamina.core.loss.KullbackLeibler;
import dev.lamina.core.loss.LinkedLoss;
import dev.lamina.core.loss.LogCosh;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.MeanBinaryCrossEntropy;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.loss.OnPredictions;
import dev.lamina.core.loss.Poisson;
import dev.lamina.core.loss.Quantile;
import dev.lamina.core.loss.QuantileBand;
import dev.lamina.core.loss.SignLoss;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.loss.SquaredError;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Objective;
import dev.lamina.json.JsonException;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import java.util.stream.Collectors;

/// A network as the file describes it: inputs, layers by type with all their components, loss.
final class NetworkJson {

    private NetworkJson() {}

    /// @throws IllegalArgumentException for a layer that the file cannot describe
    static JsonObject write(Network network, Loss loss) {
        return JsonObject.builder()
                .put("inputs", network.inputs())
                .put("layers", LayerJson.write(network.layers()))
                .put("loss", write(loss))
                .build();
    }

    /// A loss in the file: its name, or for one with a setting (other than smoothing 0) an object of the name as `type`
    /// and the setting.
    ///
    /// @throws IllegalArgumentException for a loss that is code
    private static JsonValue write(Loss loss) {
        return switch (loss) {
            case CustomLoss _ ->
                throw new IllegalArgumentException(
                        "the loss \"" + loss.name() + "\" cannot be stored: it is code; a model file holds " + known());
            case Heads _ ->
                throw new IllegalArgumentException("heads cannot be stored; a model file holds one of " + known());
            case EachMember(Loss ofOne, int members) ->
                JsonObject.builder()
                        .put("type", loss.name())
                        .put("members", members)
                        .put("loss", write(ofOne))
                        .build();
            case Focal(double gamma) -> setting(loss, "gamma", gamma);
            case Huber(double delta) -> setting(loss, "delta", delta);
            // The activation of the last layer says that it is on predictions.
            case OnPredictions(LinkedLoss onLogits) -> write(onLogits);
            case Quantile(double q) -> setting(loss, "q", q);
            case QuantileBand(double coverage) -> setting(loss, "coverage", coverage);
            case SoftmaxCrossEntropy(double smoothing) when smoothing > 0 -> setting(loss, "smoothing", smoothing);
            case AbsoluteError(),
                    BinaryCrossEntropy(),
                    ClassHinge _,
                    KullbackLeibler(),
                    LogCosh(),
                    MeanBinaryCrossEntropy(),
                    MeanSquaredError(),
                    Poisson(),
                    SignLoss _,
                    SoftmaxCrossEntropy _,
                    SquaredError() -> new JsonValue.Text(loss.name());
        };
    }

    private static String known() {
        return Loss.all().stream().map(Loss::name).collect(Collectors.joining(", "));
    }

    private static JsonObject setting(Loss loss, String name, double value) {
        return JsonObject.builder().put("type", loss.name()).put(name, value).build();
    }

    /// @param format of the file
    /// @throws IllegalArgumentException if the parts do not fit together
    static Objective read(JsonObject json, int format) throws JsonException {
        json.allowOnly("inputs", "layers", "loss");
        Network network =
                Network.of(json.integer("inputs", 1, Integer.MAX_VALUE), LayerJson.readAll(json.objects("layers")));
        Objective objective = new Objective(network, readLoss(json));
        if (format == 1 && !(network.layers().getLast() instanceof Dense)) {
            checkEnding(network, objective);
        }
        return objective;
    }

    /// When format 1 was written, only the activation of a dense layer was seen at the end of a network. After any
    /// other one the loss applied its link all the same, so that such a model would now predict otherwise.
    private static void checkEnding(Network network, Objective objective) {
        if (!objective.network().equals(network) || objective.loss() instanceof OnPredictions) {
            throw new IllegalArgumentException("the network's last layer gives predictions, and the model was trained"
                    + " with the link of " + objective.loss().name() + " applied to them once more; train it again");
        }
    }

    private static Loss readLoss(JsonObject json) throws JsonException {
        if (!(json.get("loss") instanceof JsonObject settings)) {
            return Loss.named(json.text("loss"));
        }
        String type = settings.text("type");
        return switch (type) {
            case "each-member" -> {
                settings.allowOnly("type", "members", "loss");
                yield new EachMember(readLoss(settings), settings.integer("members", 1, Integer.MAX_VALUE));
            }
            case "focal" -> new Focal(setting(settings, "gamma"));
            case "huber" -> new Huber(setting(settings, "delta"));
            case "quantile" -> new Quantile(setting(settings, "q"));
            case "quantile-band" -> new QuantileBand(setting(settings, "coverage"));
            case "softmax-cross-entropy" -> new SoftmaxCrossEntropy(setting(settings, "smoothing"));
            default ->
                throw new JsonException("unknown loss with settings \"" + type
                        + "\"; known are each-member, focal, huber, quantile, quantile-band, softmax-cross-entropy");
        };
    }

    private static double setting(JsonObject settings, String name) throws JsonException {
        settings.allowOnly("type", name);
        return settings.asDouble(name);
    }
}
