package dev.lamina.model;

import dev.lamina.data.FittedPipeline;
import dev.lamina.json.JsonException;
import dev.lamina.json.JsonReader;
import dev.lamina.json.JsonWriter;

/// A fitted pipeline as text, for programs that hand it to another process of the same version of Lamina.
public final class PipelineText {

    private PipelineText() {}

    /// The text: JSON as in the model file.
    public static String write(FittedPipeline pipeline) {
        return JsonWriter.write(PipelineJson.write(pipeline));
    }

    /// The pipeline of a text that [#write] gave.
    ///
    /// @throws IllegalArgumentException if it is none
    public static FittedPipeline read(String text) {
        try {
            return PipelineJson.read(JsonReader.parseObject(text), Description.FORMAT);
        } catch (JsonException e) {
            throw new IllegalArgumentException("not the text of a pipeline: " + e.getMessage(), e);
        }
    }
}
