package dev.lamina.model.safetensors;

import dev.lamina.json.JsonException;
import dev.lamina.json.JsonNumber;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonReader;
import dev.lamina.json.JsonValue;
import dev.lamina.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// What a safetensors file says about its bytes. Immutable.
///
/// @param metadata names and texts of `__metadata__`, in file order
/// @param tensors in the order of their bytes, which they cover without gap or overlap
record Header(SequencedMap<String, String> metadata, List<Tensor> tensors) {

    /// Bytes of the JSON text. The reference allows 100 MB.
    static final int MAX_BYTES = 32 << 20;

    static final int MAX_TENSORS = 10_000;

    /// Characters of a tensor's name.
    static final int MAX_NAME_LENGTH = 256;

    static final int MAX_RANK = 64;

    private static final String METADATA = "__metadata__";

    /// The header's JSON begins at a multiple of this and ends at one, so that all elements are aligned.
    private static final int ALIGNMENT = 8;

    Header {
        metadata = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(metadata));
        tensors = List.copyOf(tensors);
    }

    /// Bytes of all tensors.
    long dataBytes() {
        return tensors.isEmpty() ? 0 : tensors.getLast().end();
    }

    /// The JSON text, filled up with spaces.
    byte[] toBytes() {
        JsonObject.Builder json = JsonObject.builder();
        if (!metadata.isEmpty()) {
            json.put(METADATA, JsonObject.ofTexts(metadata));
        }
        for (Tensor tensor : tensors) {
            json.put(
                    tensor.name(),
                    JsonObject.builder()
                            .put("dtype", tensor.type().name())
                            .put("shape", numbers(tensor.shape()))
                            .put("data_offsets", numbers(List.of(tensor.begin(), tensor.end())))
                            .build());
        }
        byte[] text = JsonWriter.write(json.build()).getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(text, Math.ceilDiv(text.length, ALIGNMENT) * ALIGNMENT);
        Arrays.fill(padded, text.length, padded.length, (byte) ' ');
        return padded;
    }

    private static JsonValue numbers(List<? extends Number> values) {
        return new JsonValue.Array(values.stream()
                .<JsonValue>map(value -> JsonNumber.of(value.longValue()))
                .toList());
    }

    /// The header of the JSON text; refuses everything that the format's specification refuses, and more:
    /// unknown members, names twice, names with NUL, too many tensors.
    static Header parse(byte[] bytes) throws SafetensorsException {
        if (bytes[0] != '{') {
            throw new SafetensorsException("expected a header that begins with {");
        }
        try {
            return parse(JsonReader.parseObject(bytes));
        } catch (JsonException e) {
            throw new SafetensorsException("header, " + e.getMessage());
        }
    }

    private static Header parse(JsonObject json) throws JsonException, SafetensorsException {
        SequencedMap<String, String> metadata = new LinkedHashMap<>();
        List<Tensor> tensors = new ArrayList<>();
        for (Map.Entry<String, JsonValue> member : json.members().entrySet()) {
            String name = member.getKey();
            if (name.equals(METADATA)) {
                JsonObject texts = json.object(METADATA);
                for (String key : texts.members().keySet()) {
                    metadata.put(key, texts.text(key));
                }
                continue;
            }
            if (tensors.size() == MAX_TENSORS) {
                throw new SafetensorsException("expected at most " + MAX_TENSORS + " tensors, got more");
            }
            checkName(name);
            try {
                tensors.add(tensor(name, json.object(name)));
            } catch (JsonException e) {
                throw new SafetensorsException("tensor " + name + ": " + e.getMessage());
            }
        }
        // Not by Comparator's own methods, which take longer to load than a small model does.
        tensors.sort(
                (a, b) -> a.begin() == b.begin() ? Long.compare(a.end(), b.end()) : Long.compare(a.begin(), b.begin()));
        checkCoverage(tensors);
        return new Header(metadata, tensors);
    }

    private static void checkName(String name) throws SafetensorsException {
        if (name.length() > MAX_NAME_LENGTH) {
            throw new SafetensorsException("expected tensor names of at most " + MAX_NAME_LENGTH + " characters, got "
                    + name.length() + " in " + name.substring(0, 40) + "…");
        }
        if (name.chars().anyMatch(c -> Character.isISOControl(c))) {
            throw new SafetensorsException("a tensor name holds a control character");
        }
    }

    private static Tensor tensor(String name, JsonObject json) throws JsonException, SafetensorsException {
        json.allowOnly("dtype", "shape", "data_offsets");
        ElementType type = elementType(json.text("dtype"));
        List<Integer> shape = new ArrayList<>();
        for (JsonValue size : json.array("shape")) {
            if (!(size instanceof JsonNumber number)) {
                throw new JsonException("shape holds " + size.kind() + ", expected numbers only");
            }
            long value = number.asLong();
            if (!(value >= 0 && value <= Integer.MAX_VALUE)) {
                throw new JsonException("a dimension is " + value + ", expected 0 to " + Integer.MAX_VALUE);
            }
            shape.add((int) value);
        }
        if (shape.size() > MAX_RANK) {
            throw new JsonException("shape has " + shape.size() + " dimensions, expected at most " + MAX_RANK);
        }
        List<JsonValue> offsets = json.array("data_offsets");
        if (!(offsets.size() == 2
                && offsets.get(0) instanceof JsonNumber begin
                && offsets.get(1) instanceof JsonNumber end)) {
            throw new JsonException("data_offsets must be two numbers");
        }
        Tensor tensor = new Tensor(name, type, shape, begin.asLong(), end.asLong());
        checkSize(tensor);
        return tensor;
    }

    private static ElementType elementType(String name) throws JsonException {
        for (ElementType type : ElementType.values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        throw new JsonException("unknown dtype \"" + name + "\"");
    }

    private static void checkSize(Tensor tensor) throws JsonException {
        if (!(tensor.begin() >= 0 && tensor.begin() <= tensor.end())) {
            throw new JsonException(
                    "data_offsets are " + tensor.begin() + " and " + tensor.end() + ", expected 0 ≤ begin ≤ end");
        }
        long bits;
        try {
            bits = tensor.type().bits();
            for (int size : tensor.shape()) {
                bits = Math.multiplyExact(bits, size);
            }
        } catch (ArithmeticException e) {
            throw new JsonException("shape " + tensor.shape() + " is larger than any file");
        }
        if (bits % Byte.SIZE != 0) {
            throw new JsonException("shape " + tensor.shape() + " of " + tensor.type() + " ends within a byte");
        }
        long bytes = tensor.end() - tensor.begin();
        if (bits / Byte.SIZE != bytes) {
            throw new JsonException("shape " + tensor.shape() + " of " + tensor.type() + " takes " + bits / Byte.SIZE
                    + " bytes, data_offsets give " + bytes);
        }
    }

    private static void checkCoverage(List<Tensor> tensors) throws SafetensorsException {
        long end = 0;
        for (Tensor tensor : tensors) {
            if (tensor.begin() != end) {
                throw new SafetensorsException("tensor " + tensor.name() + " begins at byte " + tensor.begin()
                        + ", expected " + end + ", where the one before it ends");
            }
            end = tensor.end();
        }
    }
}
