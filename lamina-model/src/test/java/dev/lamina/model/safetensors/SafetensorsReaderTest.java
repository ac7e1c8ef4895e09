package dev.lamina.model.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SafetensorsReaderTest {

    private static final Path HOSTILE = Path.of(System.getProperty("lamina.shared", "../../shared"), "hostile");

    @TempDir
    private Path folder;

    /// Name, why, verdict of the reference for each of the collected files.
    static Stream<Arguments> collectedFiles() throws IOException {
        Path list = HOSTILE.resolve("expected.json");
        if (!Files.isReadable(list)) {
            return Stream.of(Arguments.of("none", "", ""));
        }
        JsonObject files = JsonReader.parseObject(Files.readAllBytes(list)).object("files");
        Stream.Builder<Arguments> arguments = Stream.builder();
        for (String name : files.members().keySet()) {
            if (name.startsWith("safetensors/")) {
                JsonObject file = files.object(name);
                arguments.add(Arguments.of(name, file.text("why"), file.text("reference")));
            }
        }
        return arguments.build();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("collectedFiles")
    void acceptsWhatIsValidAndRefusesTheRest(String name, String why, String reference) throws IOException {
        assumeTrue(!name.equals("none"), "needs " + HOSTILE);
        Path file = HOSTILE.resolve(name + ".safetensors");

        if (name.contains("/ok_")) {
            try (SafetensorsReader reader = SafetensorsReader.open(file)) {
                assertThat("accepts " + reader.tensors().size() + " tensors").isEqualTo(reference);
            }
        } else {
            // Where the reference accepts one of these, we are stricter on purpose.
            assertThatThrownBy(() -> SafetensorsReader.open(file)).isInstanceOf(SafetensorsException.class);
        }
    }

    @Test
    void theCollectionHasAllItsFiles() throws IOException {
        assumeTrue(Files.isReadable(HOSTILE), "needs " + HOSTILE);

        assertThat(collectedFiles()).hasSize(82);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
                    []          | expected a header that begins with {
                    {"a":1}     | tensor a: member "a" is a number, expected an object
                    {"a":{}}    | tensor a: member "dtype" is missing
                    {"a":{"dtype":"F31","shape":[],"data_offsets":[0,0]}} | tensor a: unknown dtype "F31"
                    {"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,0]}} | tensor a: a dimension is -1, expected 0 to 2147483647
                    {"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}} | tensor a: data_offsets must be two numbers
                    {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}} | tensor a: data_offsets are 4 and 0, expected 0 ≤ begin ≤ end
                    {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}} | tensor a: shape [3] of F32 takes 12 bytes, data_offsets give 8
                    {"a":{"dtype":"F4","shape":[3],"data_offsets":[0,1]}} | tensor a: shape [3] of F4 ends within a byte
                    {"a":{"dtype":"F32","shape":[2147483647,2147483647,2147483647],"data_offsets":[0,8]}} | tensor a: shape [2147483647, 2147483647, 2147483647] is larger than any file
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}} | tensor a begins at byte 4, expected 0, where the one before it ends
                    {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} | the tensors take 4 bytes, the file has 8 after the header
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1}} | tensor a: unknown member "x"; known are dtype, shape, data_offsets
                    {"__metadata__":{"a":1}} | header, member "a" is a number, expected a string
                    {"a\\u0000":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} | a tensor name holds a control character
                    """)
    void saysWhatIsWrongWithAHeader(String header, String message) throws IOException {
        Path file = fileOf(header, 8);

        assertThatThrownBy(() -> SafetensorsReader.open(file))
                .isInstanceOf(SafetensorsException.class)
                .hasMessage(message);
    }

    @Test
    void readsEveryElementTypeOfTheFormat() throws IOException {
        for (ElementType type : ElementType.values()) {
            int bytes = type.bits();
            String header = "{\"a\":{\"dtype\":\"" + type + "\",\"shape\":[2,4],\"data_offsets\":[0," + bytes + "]}}";

            try (SafetensorsReader reader = SafetensorsReader.open(fileOf(header, bytes))) {
                assertThat(reader.tensors()).containsExactly(new Tensor("a", type, List.of(2, 4), 0, bytes));
            }
        }
    }

    @Test
    void readsWhatTheWriterWrote() throws Exception {
        float[] values = new float[40_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(i * 77_777);
        }
        SequencedMap<String, String> metadata = new LinkedHashMap<>();
        metadata.put("z", "é\n\"");
        metadata.put("a", "");
        List<Tensor> tensors = List.of(
                new Tensor("w", ElementType.F32, List.of(3, 10_000), 0, 120_000),
                new Tensor("b", ElementType.F32, List.of(10_000), 120_000, 160_000));
        Path file = folder.resolve("two.safetensors");
        try (OutputStream out = Files.newOutputStream(file)) {
            SafetensorsWriter.write(out, metadata, tensors, List.of(values));
        }

        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            float[] read = new float[values.length];
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            reader.readFloats(read, digest);
            byte[] bytes = Files.readAllBytes(file);

            assertThat(reader.metadata()).isEqualTo(metadata);
            assertThat(reader.tensors()).isEqualTo(tensors);
            assertThat(read).isEqualTo(values);
            assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8)
                    .as("tensors begin at a multiple of 8")
                    .isZero();
            assertThat(digest.digest())
                    .isEqualTo(MessageDigest.getInstance("SHA-256")
                            .digest(Arrays.copyOfRange(bytes, bytes.length - 160_000, bytes.length)));
        }
    }

    @Test
    void theWriterRefusesWhatTheReaderWould() {
        SequencedMap<String, String> metadata = new LinkedHashMap<>();
        metadata.put("a", "x".repeat(Header.MAX_BYTES));

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThatThrownBy(() -> SafetensorsWriter.write(out, metadata, List.of(), List.of()))
                .isInstanceOf(SafetensorsException.class)
                .hasMessageStartingWith("the header would have 335544");
        assertThat(out.size()).isZero();
    }

    private Path fileOf(String header, int dataBytes) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text);
        return Files.write(folder.resolve("one.safetensors"), bytes.array());
    }
}
