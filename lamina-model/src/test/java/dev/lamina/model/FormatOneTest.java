package dev.lamina.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.activation.Sigmoid;
import dev.lamina.core.layer.ActivationLayer;
import dev.lamina.core.loss.BinaryCrossEntropy;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.network.Network;
import dev.lamina.data.FittedPipeline;
import dev.lamina.json.JsonException;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonReader;
import dev.lamina.json.JsonValue;
import dev.lamina.json.JsonWriter;
import dev.lamina.model.safetensors.SafetensorsReader;
import dev.lamina.model.safetensors.SafetensorsWriter;
import dev.lamina.model.safetensors.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of format 1, where the shape of a parameter went by its name, and those of format 2, where it goes by its
/// role.
class FormatOneTest {

    @TempDir
    private Path folder;

    private Path file;
    private Model model;

    @BeforeEach
    void saveAModelWithNestedBiases() throws IOException {
        file = folder.resolve("model");
        FittedPipeline pipeline = Models.pipeline(Models.PRICE);
        Network network = Network.inputs(pipeline.width())
                .dense(4)
                .tanh()
                .parallel(b -> b.dense(2).tanh().batchNorm(), b -> b.dense(3))
                .skip(b -> b.dense(5))
                .dense(1)
                .build();
        model = Models.of(network, new MeanSquaredError(), pipeline);
        model.save(file);
    }

    @Test
    void whatIsNoWeightIsAVectorInWhicheverLayerItStands() throws IOException {
        assertThat(shapes())
                .containsExactly(
                        "members.0.layers.0.weight [20, 4]",
                        "members.0.layers.0.bias [4]",
                        "members.0.layers.1.0.0.weight [4, 2]",
                        "members.0.layers.1.0.0.bias [2]",
                        "members.0.layers.1.0.1.gamma [2]",
                        "members.0.layers.1.0.1.beta [2]",
                        "members.0.layers.1.0.1.runningMean [2]",
                        "members.0.layers.1.0.1.runningVariance [2]",
                        "members.0.layers.1.1.weight [4, 3]",
                        "members.0.layers.1.1.bias [3]",
                        "members.0.layers.2.weight [5, 5]",
                        "members.0.layers.2.bias [5]",
                        "members.0.layers.3.weight [5, 1]",
                        "members.0.layers.3.bias [1]");
    }

    @Test
    void aFileOfFormatOnePredictsTheSameAndIsWrittenAnew() throws IOException {
        rewrite(1, FormatOneTest::shapeOfFormatOne);

        Model loaded = Model.load(file);

        assertThat(loaded.network()
                        .predict(loaded.pipeline().transform(Models.table(20)))
                        .data())
                .isEqualTo(model.network()
                        .predict(model.pipeline().transform(Models.table(20)))
                        .data());
        loaded.save(file);
        assertThat(shapes()).contains("members.0.layers.1.0.0.bias [2]", "members.0.layers.1.0.1.gamma [2]");
    }

    @Test
    void eachFormatHasItsOwnShapesOnly() throws IOException {
        rewrite(2, FormatOneTest::shapeOfFormatOne);
        assertRefused("tensor layers.1.0.0.bias is [1, 2], the network expects [2]");
        model.save(file);
        rewrite(1, Tensor::shape);
        assertRefused("tensor layers.1.0.0.bias is [2], the network expects [1, 2]");
    }

    @Test
    void aModelTrainedWithItsLinkAppliedTwiceIsRefused() throws IOException {
        FittedPipeline pipeline = Models.binary().pipeline();
        Network network = Network.inputs(pipeline.width())
                .dense(1)
                .batchNorm()
                .add(new ActivationLayer(new Sigmoid()))
                .build();
        Models.of(network, new BinaryCrossEntropy(), pipeline).save(file);
        assertThat(Model.load(file).network().network().layers()).hasSize(2);

        rewrite(1, FormatOneTest::shapeOfFormatOne);

        assertRefused("the network's last layer gives predictions, and the model was trained with the link of"
                + " binary-cross-entropy applied to them once more; train it again");
    }

    /// A vector only where the layer itself has the bias, and no layer within it.
    private static List<Integer> shapeOfFormatOne(Tensor tensor) {
        boolean nested = tensor.name().matches("layers[.]\\d+[.]\\d+[.].*");
        boolean vector = tensor.name().endsWith(".bias") && !nested;
        return vector || tensor.shape().size() == 2
                ? tensor.shape()
                : List.of(1, tensor.shape().getFirst());
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> Model.load(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(file + ": " + message);
    }

    private List<String> shapes() throws IOException {
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            return reader.tensors().stream()
                    .map(tensor -> tensor.name() + " " + tensor.shape())
                    .toList();
        }
    }

    @FunctionalInterface
    private interface Shape {
        List<Integer> of(Tensor tensor);
    }

    /// The same file as one of that format, with a checksum that is right.
    private void rewrite(int format, Shape shape) throws IOException {
        String description;
        List<Tensor> tensors = new ArrayList<>();
        float[] values;
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            JsonObject today = JsonReader.parseObject(
                    Objects.requireNonNull(reader.metadata().get("lamina")));
            description = JsonWriter.write(old(today, format))
                    .replaceAll(",\"(range|format)\":(null|\\[[^]]*]|\"[^\"]*\"|\\{[^}]*})", "")
                    .replaceAll("(\"yearScale\":[^,]*),\"clip\":false", "$1");
            for (Tensor tensor : reader.tensors()) {
                Tensor named = new Tensor(
                        tensor.name().substring("members.0.".length()),
                        tensor.type(),
                        tensor.shape(),
                        tensor.begin(),
                        tensor.end());
                tensors.add(new Tensor(named.name(), named.type(), shape.of(named), named.begin(), named.end()));
            }
            values = new float[(int) (tensors.getLast().end() / Float.BYTES)];
            reader.readFloats(values, Sha256.start());
        }
        MessageDigest digest = Sha256.start();
        digest.update(description.getBytes(StandardCharsets.UTF_8));
        Sha256.update(digest, values);
        SequencedMap<String, String> metadata = new LinkedHashMap<>();
        metadata.put("lamina", description);
        metadata.put("lamina.sha256", Sha256.hex(digest));
        try (OutputStream out = Files.newOutputStream(file)) {
            SafetensorsWriter.write(out, metadata, tensors, List.of(values));
        }
    }

    /// The description of the only member as files had it before there could be several.
    private static JsonObject old(JsonObject today, int format) throws JsonException {
        JsonObject training = today.object("provenance").object("training");
        JsonObject run = training.objects("runs").getFirst();
        return JsonObject.builder()
                .put("format", format)
                .put("network", today.objects("members").getFirst().object("network"))
                .put("pipeline", today.objects("pipelines").getFirst())
                .put(
                        "provenance",
                        with(
                                today.object("provenance"),
                                "training",
                                JsonObject.builder()
                                        .put("seed", training.integer("seed"))
                                        .put("settings", training.object("settings"))
                                        .put("reasons", training.object("reasons"))
                                        .put("epochs", run.integer("epochs"))
                                        .put("bestEpoch", run.integer("bestEpoch"))
                                        .put("stopReason", run.text("stopReason"))
                                        .put("metrics", training.object("metrics"))
                                        .build()))
                .build();
    }

    private static JsonObject with(JsonObject object, String name, JsonObject value) {
        SequencedMap<String, JsonValue> members = new LinkedHashMap<>(object.members());
        members.put(name, value);
        return new JsonObject(members);
    }
}
