package dev.lamina.model;

import dev.lamina.core.file.AtomicFile;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Objective;
import dev.lamina.core.parameter.ParameterSpec;
import dev.lamina.core.parameter.ParameterView;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.train.TrainedNetwork;
import dev.lamina.data.FittedPipeline;
import dev.lamina.json.JsonException;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonReader;
import dev.lamina.json.JsonWriter;
import dev.lamina.model.safetensors.ElementType;
import dev.lamina.model.safetensors.SafetensorsException;
import dev.lamina.model.safetensors.SafetensorsReader;
import dev.lamina.model.safetensors.SafetensorsWriter;
import dev.lamina.model.safetensors.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;

/// The model file, as `docs/model-format.md` describes it: a safetensors file whose tensors are the network's
/// parameters and whose metadata holds the rest as one JSON text, and a checksum of both.
final class ModelFile {

    /// The version of the format that this code writes; it reads this one and the older ones.
    private static final int FORMAT = 4;

    private static final String DESCRIPTION_KEY = "lamina";

    private static final String CHECKSUM_KEY = "lamina.sha256";

    private ModelFile() {}

    static void write(Model model, Path file) throws ModelFileException {
        Parameters parameters = model.network().parameters();
        String nonFinite = parameters.firstNonFinite();
        if (nonFinite != null) {
            throw new ModelFileException(
                    file, "not written: parameter " + nonFinite + " is not finite; train with a lower learning rate");
        }
        checkTarget(file);
        try {
            String description = JsonWriter.write(describe(model));
            // What the reader would refuse must not become a file.
            Description.read(JsonReader.parseObject(description), FORMAT);
            SequencedMap<String, String> metadata = new LinkedHashMap<>();
            metadata.put(DESCRIPTION_KEY, description);
            metadata.put(CHECKSUM_KEY, checksum(description, parameters.values()));
            AtomicFile.write(
                    file,
                    out -> SafetensorsWriter.write(out, metadata, tensors(parameters.views()), parameters.values()));
        } catch (SafetensorsException | JsonException | IllegalArgumentException e) {
            throw new ModelFileException(file, "not written: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new ModelFileException(file, "cannot be written: " + reason(e), e);
        }
    }

    private static void checkTarget(Path file) throws ModelFileException {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null) {
            throw new ModelFileException(file, "is a folder; give the name of a file");
        }
        if (!Files.isDirectory(folder)) {
            throw new ModelFileException(file, "the folder " + folder + " does not exist; create it first");
        }
    }

    private static JsonObject describe(Model model) {
        TrainedNetwork trained = model.network();
        return JsonObject.builder()
                .put("format", FORMAT)
                .put("network", NetworkJson.write(trained.network(), trained.loss()))
                .put("pipeline", PipelineJson.write(model.pipeline()))
                .put("provenance", ProvenanceJson.write(model.provenance()))
                .build();
    }

    private static List<Tensor> tensors(List<ParameterView> views) {
        List<Tensor> tensors = new ArrayList<>();
        for (ParameterView view : views) {
            long begin = (long) view.offset() * Float.BYTES;
            long end = begin + (long) view.size() * Float.BYTES;
            tensors.add(new Tensor(view.name(), ElementType.F32, shape(view.spec(), FORMAT), begin, end));
        }
        return tensors;
    }

    /// A weight or an embedding is a matrix, all else a vector. Format 1 went by the name: what is called `bias`, and
    /// not `0.bias` as in a chain, is a vector, all else a matrix.
    private static List<Integer> shape(ParameterSpec spec, int format) {
        boolean matrix = format == 1
                ? !spec.name().equals("bias")
                : switch (spec.role()) {
                    case WEIGHT, EMBEDDING -> true;
                    case BIAS, SCALE, STATISTIC -> false;
                };
        return matrix ? List.of(spec.rows(), spec.columns()) : List.of(spec.columns());
    }

    private static String checksum(String description, float[] values) {
        MessageDigest digest = Sha256.start();
        digest.update(description.getBytes(StandardCharsets.UTF_8));
        Sha256.update(digest, values);
        return Sha256.hex(digest);
    }

    static Model read(Path file) throws ModelFileException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new ModelFileException(file, "expected a model file, got a folder or a device");
        }
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            return read(file, reader);
        } catch (ModelFileException e) {
            throw e;
        } catch (SafetensorsException e) {
            throw new ModelFileException(
                    file,
                    "expected a model file: " + e.getMessage() + "; if it is one, copy it again or train again",
                    e);
        } catch (JsonException | IllegalArgumentException e) {
            throw new ModelFileException(file, Objects.requireNonNullElse(e.getMessage(), e.toString()), e);
        } catch (IOException e) {
            throw new ModelFileException(file, "cannot be read: " + reason(e), e);
        }
    }

    private static Model read(Path file, SafetensorsReader reader) throws IOException {
        String description = reader.metadata().get(DESCRIPTION_KEY);
        if (description == null) {
            throw new ModelFileException(
                    file, "is a safetensors file, but not a model of Lamina: its __metadata__ has no \"lamina\"");
        }
        JsonObject json = JsonReader.parseObject(description);
        int format = json.integer("format", 1, Integer.MAX_VALUE);
        if (format > FORMAT) {
            throw new ModelFileException(
                    file, "has format " + format + ", expected at most " + FORMAT + "; read it with a newer Lamina");
        }
        float[] values = readParameters(file, reader, description);
        Description read = Description.read(json, format);
        Network network = read.objective.network();
        List<ParameterView> views = network.parameterViews();
        checkTensors(file, reader.tensors(), views, format);
        Parameters parameters = Parameters.of(values, views);
        String nonFinite = parameters.firstNonFinite();
        if (nonFinite != null) {
            throw new ModelFileException(
                    file, "tensor " + nonFinite + " holds a number that is not finite; train the model again");
        }
        Provenance.Training training = read.provenance.training();
        return new Model(
                new TrainedNetwork(
                        network,
                        parameters,
                        read.objective.loss(),
                        List.of(),
                        training.bestEpoch(),
                        training.stopReason()),
                read.pipeline,
                read.provenance);
    }

    /// Reads the numbers of all tensors, and compares their checksum before anybody uses them.
    private static float[] readParameters(Path file, SafetensorsReader reader, String description) throws IOException {
        String expected = reader.metadata().get(CHECKSUM_KEY);
        if (expected == null) {
            throw new ModelFileException(
                    file, "expected a checksum \"" + CHECKSUM_KEY + "\" in __metadata__, got none");
        }
        long count = 0;
        for (Tensor tensor : reader.tensors()) {
            if (tensor.type() != ElementType.F32) {
                throw new ModelFileException(
                        file, "tensor " + tensor.name() + " holds " + tensor.type() + ", expected F32");
            }
            count = tensor.end() / Float.BYTES;
        }
        if (count > Integer.MAX_VALUE - 64) {
            throw new ModelFileException(file, "the tensors hold " + count + " numbers, expected less than 2³¹");
        }
        // As long as the file, no longer: the header's sizes were checked against the file's.
        float[] values = new float[(int) count];
        MessageDigest digest = Sha256.start();
        digest.update(description.getBytes(StandardCharsets.UTF_8));
        reader.readFloats(values, digest);
        String came = Sha256.hex(digest);
        if (!came.equals(expected)) {
            throw new ModelFileException(
                    file,
                    "is damaged: its checksum is " + came + ", expected " + expected
                            + "; copy it again or train the model again");
        }
        return values;
    }

    private static void checkTensors(Path file, List<Tensor> tensors, List<ParameterView> views, int format)
            throws ModelFileException {
        for (int i = 0; i < Math.min(tensors.size(), views.size()); i++) {
            Tensor tensor = tensors.get(i);
            ParameterView view = views.get(i);
            if (!tensor.name().equals(view.name())) {
                throw new ModelFileException(
                        file, "tensor " + i + " is " + tensor.name() + ", the network expects " + view.name());
            }
            List<Integer> shape = shape(view.spec(), format);
            if (!tensor.shape().equals(shape)) {
                throw new ModelFileException(
                        file, "tensor " + tensor.name() + " is " + tensor.shape() + ", the network expects " + shape);
            }
        }
        if (tensors.size() != views.size()) {
            throw new ModelFileException(
                    file, "the file has " + tensors.size() + " tensors, the network expects " + views.size());
        }
    }

    private static String reason(IOException e) {
        String given = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
        return given != null ? given : reasonByType(e);
    }

    private static String reasonByType(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "permission denied";
            default -> e.getClass().getSimpleName();
        };
    }

    /// What the file says besides the parameters.
    private record Description(Objective objective, FittedPipeline pipeline, Provenance provenance) {

        static Description read(JsonObject json, int format) throws JsonException {
            json.allowOnly("format", "network", "pipeline", "provenance");
            return new Description(
                    NetworkJson.read(json.object("network"), format),
                    PipelineJson.read(json.object("pipeline"), format),
                    ProvenanceJson.read(json.object("provenance")));
        }
    }
}
