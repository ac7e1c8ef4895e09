package dev.lamina.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.data.FittedColumn;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.NumberFormat;
import dev.lamina.data.Range;
import dev.lamina.data.TimePart;
import dev.lamina.json.JsonException;
import dev.lamina.json.JsonReader;
import dev.lamina.json.JsonWriter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineJsonTest {

    private static final int FORMAT = 4;

    private static final FittedPipeline PIPELINE = new FittedPipeline(
            List.of(
                    new FittedColumn.ScaledNumber("a", 0.1, 1 / 3.0, 7, true, true),
                    new FittedColumn.QuantileNumber(
                            "b", List.of(-1e300, 0.1, 0.1, 2.5), true, new Range(-2, 3), NumberFormat.PLAIN),
                    new FittedColumn.OneHot("c", List.of("x", "y")),
                    new FittedColumn.ScaledWords("d", List.of("x", "y"), List.of(0.5), List.of(1 / 3.0)),
                    new FittedColumn.WordIndex("e", List.of("x", "y", "z")),
                    new FittedColumn.TimeParts("f", List.of(TimePart.YEAR), 2000, 1, false)),
            new FittedTarget.Scaled("y", 3, 2, NumberFormat.PLAIN, new Range(-1, 0.1 + 0.2)),
            List.of("n/a"));

    @Test
    void everyColumnAndTheRangeOfTheTargetComeBack() throws JsonException {
        assertThat(read(JsonWriter.write(PipelineJson.write(PIPELINE)), FORMAT)).isEqualTo(PIPELINE);
    }

    @Test
    void inFormatThreeATargetHasNoRange() throws JsonException {
        String three = """
                {"columns":[{"type":"one-hot","name":"c","categories":["x"]}],
                 "target":{"task":"regression","name":"y","mean":3.0,"deviation":2.0,
                   "format":{"decimal":".","grouped":false,"unit":""}},
                 "missingWords":[]}""";
        FittedTarget.Scaled target = (FittedTarget.Scaled) read(three, 3).target();
        assertThat(target.range()).isEqualTo(Range.UNKNOWN);
        assertThat(target.restore(1e9)).isEqualTo(2e9 + 3);
        assertThatThrownBy(() -> read(three, FORMAT))
                .isInstanceOf(JsonException.class)
                .hasMessage("member \"range\" is missing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
                    "type":"word-index"  | "type":"hash"          | unknown column type "hash"; known are scaled-number, quantile-number, one-hot, scaled-words, word-index, time-parts
                    "centers":[0.5]      | "centers":["0.5"]      | member "centers" holds a string, expected numbers
                    "centers":[0.5]      | "centers":[]           | column "d" has 0 centers and 1 scales, expected 1 of each for 2 categories
                    "quantiles":[-1.0E300| "quantiles":[1.0       | column "b" has the quantile 0.1 at place 1, expected finite numbers in ascending order
                    "scales":            | "x":1,"scales":        | unknown member "x"; known are type, name, categories, centers, scales
                    """)
    void saysWhatIsWrongWithAColumn(String old, String changed, String message) {
        String description = JsonWriter.write(PipelineJson.write(PIPELINE));
        String hostile = description.replaceFirst(Pattern.quote(old), Matcher.quoteReplacement(changed));
        assertThat(hostile).isNotEqualTo(description);
        assertThatThrownBy(() -> read(hostile, FORMAT)).hasMessage(message);
    }

    private static FittedPipeline read(String json, int format) throws JsonException {
        return PipelineJson.read(JsonReader.parseObject(json), format);
    }
}
