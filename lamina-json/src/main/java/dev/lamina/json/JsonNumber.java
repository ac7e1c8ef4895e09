package dev.lamina.json;

/// A JSON number as it was written: reading it as `long`, `double` or `float` is exact or refused.
///
/// @param text of JSON's grammar, such as `-12`, `0.5`, `1.0E-7`; also `Infinity` or `-Infinity` from a [JsonStream]
public record JsonNumber(String text) implements JsonValue {

    public static JsonNumber of(long value) {
        return new JsonNumber(Long.toString(value));
    }

    /// The shortest text that reads back as the same double.
    ///
    /// @throws IllegalArgumentException if the value is not finite, which JSON cannot write
    public static JsonNumber of(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("JSON has no number " + value);
        }
        return new JsonNumber(Double.toString(value));
    }

    /// The shortest text that reads back as the same float.
    ///
    /// @throws IllegalArgumentException if the value is not finite, which JSON cannot write
    public static JsonNumber of(float value) {
        if (!Float.isFinite(value)) {
            throw new IllegalArgumentException("JSON has no number " + value);
        }
        return new JsonNumber(Float.toString(value));
    }

    /// The value of an integer without fraction and exponent.
    ///
    /// @throws JsonException if it has one, or does not fit a long
    public long asLong() throws JsonException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new JsonException("expected an integer, got " + abbreviated());
        }
    }

    /// The double nearest to the number.
    ///
    /// @throws JsonException if it is beyond the finite doubles
    public double asDouble() throws JsonException {
        double value = Double.parseDouble(text);
        if (!Double.isFinite(value)) {
            throw new JsonException("expected a number within the range of a double, got " + abbreviated());
        }
        return value;
    }

    /// The float nearest to the number.
    ///
    /// @throws JsonException if it is beyond the finite floats
    public float asFloat() throws JsonException {
        float value = Float.parseFloat(text);
        if (!Float.isFinite(value)) {
            throw new JsonException("expected a number within the range of a float, got " + abbreviated());
        }
        return value;
    }

    private String abbreviated() {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    @Override
    public String kind() {
        return "a number";
    }
}
