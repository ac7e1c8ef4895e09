package dev.lamina.model;

import dev.lamina.core.file.AtomicFile;
import dev.lamina.core.parameter.ParameterSpec;
import dev.lamina.core.parameter.ParameterView;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.train.TrainedNetwork;
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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;

/// The model file, as `docs/model-format.md` describes it: a safetensors file whose tensors are the network's
/// parameters and whose metadata holds the rest as one JSON text, and a checksum of both.
final class ModelFile {

    private static final String DESCRIPTION_KEY = "lamina";

    private static final String CHECKSUM_KEY = "lamina.sha256";

    /// Of all tensors together, which are read as one array.
    private static final int MAX_NUMBERS = Integer.MAX_VALUE - 64;

    private ModelFile() {}

    static void write(Model model, Path file) throws ModelFileException {
        List<float[]> values = new ArrayList<>();
        for (int i = 0; i < model.members().size(); i++) {
            Parameters parameters = model.members().get(i).network().parameters();
            String nonFinite = parameters.firstNonFinite();
            if (nonFinite != null) {
                throw new ModelFileException(
                        file,
                        "not written: parameter " + prefix(i, Description.FORMAT) + nonFinite
                                + " is not finite; train with a lower learning rate");
            }
            values.add(parameters.values());
        }
        checkTarget(file);
        try {
            String description = JsonWriter.write(Description.write(model));
            // What the reader would refuse must not become a file.
            Description read = Description.read(JsonReader.parseObject(description), Description.FORMAT);
            List<Tensor> tensors = tensors(read, Description.FORMAT);
            SequencedMap<String, String> metadata = new LinkedHashMap<>();
            metadata.put(DESCRIPTION_KEY, description);
            metadata.put(CHECKSUM_KEY, checksum(description, values));
            AtomicFile.write(file, out -> SafetensorsWriter.write(out, metadata, tensors, values));
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

    /// The tensors that hold the parameters of these members.
    ///
    /// @throws IllegalArgumentException if they are more than the reader takes
    private static List<Tensor> tensors(Description description, int format) {
        List<Tensor> tensors = new ArrayList<>();
        long begin = 0;
        for (int i = 0; i < description.members().size(); i++) {
            for (ParameterView view : description.members().get(i).network().parameterViews()) {
                long end = begin + (long) view.size() * Float.BYTES;
                String name = prefix(i, format) + view.name();
                tensors.add(new Tensor(name, ElementType.F32, shape(view.spec(), format), begin, end));
                begin = end;
            }
        }
        if (begin / Float.BYTES > MAX_NUMBERS) {
            throw new IllegalArgumentException("the members have " + begin / Float.BYTES
                    + " parameters, expected less than 2³¹; take fewer members");
        }
        return tensors;
    }

    /// What the names of a member's tensors begin with. Before format 4 there was one network.
    private static String prefix(int member, int format) {
        return format < 4 ? "" : "members." + member + ".";
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

    private static String checksum(String description, List<float[]> values) {
        MessageDigest digest = Sha256.start();
        digest.update(description.getBytes(StandardCharsets.UTF_8));
        values.forEach(part -> Sha256.update(digest, part));
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
        if (format > Description.FORMAT) {
            throw new ModelFileException(
                    file,
                    "has format " + format + ", expected at most " + Description.FORMAT
                            + "; read it with a newer Lamina");
        }
        float[] values = readParameters(file, reader, description);
        Description read = Description.read(json, format);
        checkTensors(file, reader.tensors(), tensors(read, format));
        return new Model(members(file, read, values, format), read.calibration(), read.provenance());
    }

    private static List<Member> members(Path file, Description read, float[] values, int format)
            throws ModelFileException {
        List<Member> members = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < read.members().size(); i++) {
            Description.Part part = read.members().get(i);
            int end = begin + part.network().parameterCount();
            // The one network of a large model need not be copied.
            float[] own = end - begin == values.length ? values : Arrays.copyOfRange(values, begin, end);
            begin = end;
            Parameters parameters = Parameters.of(own, part.network().parameterViews());
            String nonFinite = parameters.firstNonFinite();
            if (nonFinite != null) {
                throw new ModelFileException(
                        file,
                        "tensor " + prefix(i, format) + nonFinite
                                + " holds a number that is not finite; train the model again");
            }
            Provenance.Run run = read.provenance().training().runs().get(i);
            TrainedNetwork network = new TrainedNetwork(
                    part.network(), parameters, part.objective().loss(), List.of(), run.bestEpoch(), run.stopReason());
            members.add(new Member(network, part.pipeline(), part.weight()));
        }
        return members;
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
        if (count > MAX_NUMBERS) {
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

    private static void checkTensors(Path file, List<Tensor> tensors, List<Tensor> expected) throws ModelFileException {
        for (int i = 0; i < Math.min(tensors.size(), expected.size()); i++) {
            Tensor tensor = tensors.get(i);
            if (!tensor.name().equals(expected.get(i).name())) {
                throw new ModelFileException(
                        file,
                        "tensor " + i + " is " + tensor.name() + ", the network expects "
                                + expected.get(i).name());
            }
            if (!tensor.shape().equals(expected.get(i).shape())) {
                throw new ModelFileException(
                        file,
                        "tensor " + tensor.name() + " is " + tensor.shape() + ", the network expects "
                                + expected.get(i).shape());
            }
        }
        if (tensors.size() != expected.size()) {
            throw new ModelFileException(
                    file, "the file has " + tensors.size() + " tensors, the network expects " + expected.size());
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
}
