package dev.lamina.io;

import static dev.lamina.io.Reading.gzip;
import static dev.lamina.io.Reading.read;
import static dev.lamina.io.Reading.refusal;
import static dev.lamina.io.Reading.zstd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lamina.data.Column;
import dev.lamina.data.Schema;
import dev.lamina.data.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonFileTest {

    @TempDir
    private Path folder;

    @Test
    void jsonIsReadWithTypesFromEveryObject() throws IOException {
        String lines = "{\"n\": 1, \"w\": \"x\", \"t\": \"2024-01-01\", \"b\": true}\n".repeat(30_000)
                + "{\"n\": 2.5, \"t\": \"2024-01-02\", \"late\": \"z\"}\n";
        for (String name : List.of("x.jsonl", "x.ndjson", "x.json")) {
            Table table = read(write(name, lines));
            assertThat(table.names()).containsExactly("n", "w", "t", "b", "late");
            assertThat(((Column.Numbers) table.columns().getFirst()).values()[30_000])
                    .isEqualTo(2.5);
            assertThat(((Column.Times) table.columns().get(2)).epochSeconds()[30_000])
                    .isEqualTo(19724 * 86400.0);
            assertThat(words(table, 3)).containsExactly("true");
            assertThat(table.columns().getLast().missing(0)).isTrue();
            assertThat(table.columns().getLast().missing(30_000)).isFalse();
            assertThat(table.columns().get(1).missing(30_000)).isTrue();
            assertThat(table.origin().of(30_000)).isEqualTo(folder.resolve(name) + ":30001");
        }
        assertThat(read(write("array.json", "[{\"a\": 1}, {\"a\": 2}]")).rows()).isEqualTo(2);
        assertThat(read(write("one.json", "{\n\"a\": 1\n}")).rows()).isEqualTo(1);
    }

    @Test
    void nullAndAbsentNamesAreMissing() throws IOException {
        Table table = read(write("x.jsonl", """
                        {"a": null, "none": null}
                        {"w": "", "a": 1e2}
                        {"w": "y"}
                        """));
        assertThat(table.names()).containsExactly("a", "none", "w");
        assertThat(((Column.Numbers) table.columns().getFirst()).values()).containsExactly(Double.NaN, 100, Double.NaN);
        assertThat(((Column.Numbers) table.columns().get(1)).values()).containsOnly(Double.NaN);
        assertThat(words(table, 2)).containsExactly("y");
        assertThat(table.columns().get(2).missing(1)).isTrue();
    }

    @Test
    void pythonsNumbersThatAreNoneAreReadAsInCsv() throws IOException {
        Table table = read(write("x.jsonl", "{\"a\": NaN}\n{\"a\": -Infinity}\n{\"a\": 1}\n"));
        assertThat(((Column.Numbers) table.columns().getFirst()).values())
                .containsExactly(Double.NaN, Double.NEGATIVE_INFINITY, 1);
    }

    @Test
    void anObjectWithoutNamesIsARow() throws IOException {
        Table table = read(write("x.jsonl", "{}\n{\"a\": 1}\n\n{}\n"));
        assertThat(((Column.Numbers) table.columns().getFirst()).values()).containsExactly(Double.NaN, 1, Double.NaN);
    }

    @Test
    void stringsAreWordsEvenIfTheyLookLikeNumbersAndTimesIfAllAre() throws IOException {
        Table table = read(write("x.json", """
                        [{"zip": "02134", "day": "2024-01-01", "clock": "2024-01-01T12:30:00Z", "mixed": "2024-01-01"},
                         {"zip": "1", "day": "2024-01-02", "clock": "2024-01-02 12:30", "mixed": "soon"}]"""));
        assertThat(words(table, 0)).containsExactly("02134", "1");
        assertThat(((Column.Times) table.columns().get(1)).epochSeconds())
                .containsExactly(19723 * 86400.0, 19724 * 86400.0);
        assertThat(((Column.Times) table.columns().get(2)).epochSeconds())
                .containsExactly(19723 * 86400.0 + 45_000, 19724 * 86400.0 + 45_000);
        assertThat(words(table, 3)).containsExactly("2024-01-01", "soon");
    }

    @Test
    void aNumberIsTheNearestDouble() throws IOException {
        Table table = read(write("x.jsonl", "{\"a\": 18446744073709551617, \"b\": -0.1e-3}"));
        assertThat(((Column.Numbers) table.columns().getFirst()).values()).containsExactly(0x1p64);
        assertThat(((Column.Numbers) table.columns().get(1)).values()).containsExactly(-1e-4);
    }

    @Test
    void compressedFilesReadAsPlainOnes() throws IOException {
        String text = "{\"a\": 1}\n{\"a\": 2}\n";
        assertThat(read(write("x.jsonl.gz", gzip(text))).rows()).isEqualTo(2);
        assertThat(read(write("x.json.zst", zstd(text))).rows()).isEqualTo(2);
    }

    @Test
    void theSchemaConvertsWhatItCanAndSkipsTheRest() throws IOException {
        Path file = write("x.jsonl", "{\"code\": 3, \"text\": \"7.5\", \"list\": [1], \"flag\": true}\n{\"list\": {}}");
        Schema schema = new Schema(
                List.of(
                        new Schema.Field("code", Schema.Type.CATEGORY),
                        new Schema.Field("text", Schema.Type.NUMBER),
                        new Schema.Field("day", Schema.Type.TIME)),
                List.of());
        ReadTable read = TableReader.defaults().read(file.toString(), schema);
        assertThat(read.table().names()).containsExactly("code", "text");
        assertThat(read.unusedColumns()).containsExactly("list", "flag");
        assertThat(words(read.table(), 0)).containsExactly("3");
        assertThat(((Column.Numbers) read.table().columns().get(1)).values()).containsExactly(7.5, Double.NaN);
        Schema wrong = new Schema(List.of(new Schema.Field("flag", Schema.Type.NUMBER)), List.of());
        ReadTable strange = TableReader.defaults().read(file.toString(), wrong);
        assertThat(((Column.Numbers) strange.table().columns().getFirst()).values())
                .containsOnly(Double.NaN);
        assertThat(strange.warnings())
                .containsExactly(
                        file + ":1: column \"flag\": 1 of 1 cells is no number and counts as missing: \"true\"");
    }

    @Test
    void categoriesMayBeForced() throws IOException {
        Path file = write("x.jsonl", "{\"b\": 0}\n{\"zip\": 10}\n{\"zip\": 20}");
        TableReader reader = TableReader.defaults();
        assertThat(words(reader.categories(Set.of("zip")).read(file.toString()).table(), 1))
                .containsExactly("10", "20");
        assertThat(catchThrowableOfType(
                        DataFileException.class,
                        () -> reader.categories(Set.of("zap")).read(file.toString())))
                .hasMessage(file + ": no column \"zap\" to read as words");
    }

    @Test
    void filesOfAGlobMustHaveTheSameNames() throws IOException {
        Path first = write("p1.jsonl", "{\"a\": 1, \"b\": 2}");
        Path second = write("p2.jsonl", "{\"b\": 3}\n{\"b\": 4, \"a\": 5}");
        String glob = folder.resolve("p*.jsonl").toString();
        Table table = TableReader.defaults().read(glob).table();
        assertThat(((Column.Numbers) table.columns().getFirst()).values()).containsExactly(1, Double.NaN, 5);
        write("p2.jsonl", "{\"b\": 3}");
        assertThat(refusal(glob))
                .isEqualTo(second + ": no column \"a\", which " + first
                        + " has; files that are read together must have the same columns");
        write("p2.jsonl", "{\"c\": 3}");
        assertThat(refusal(glob))
                .isEqualTo(second + ": column \"c\" is not in " + first
                        + "; files that are read together must have the same columns");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ``                        | : no objects; expected an array of them, or one on each line
                    []                        | : no objects; expected an array of them, or one on each line
                    {"a": 1};{bad             | :2: expected a name in quotes, got 'b' (character 2)
                    {"a": 1};{"a": [1]}       | :2: column "a" expects a number, a string, true, false or null, got an array; give its parts columns of their own
                    [{"a": {"b": 1}}]         | :1: column "a" expects a number, a string, true, false or null, got an object; give its parts columns of their own
                    [1, 2]                    | :1: expected an object with the names of the columns, got a number
                    {"a": 1, "a": 2}          | :1: the name "a" a second time in one object (character 10)
                    {"a": 1e999}              | :1: column "a": expected a number within the range of a double, got 1e999
                    {"a": Nan}                | :1: expected a value, got 'N' (character 7)
                    {"": 1}                   | :1: column 1 has no name; give it one
                    {"a": 1                   | :1: expected "," or "}", got the end of the text (character 8)
                    [{"a": 1},;{"a": 2}       | :2: expected "," or "]", got the end of the text (character 9)
                    [{"a": 1}] x              | :1: expected the end, got 'x' (character 12)
                    {"a": 1} {"a": 2}         | :1: expected the end of the line, got '{' (character 10)
                    """)
    void problemsAreOneLineWithTheirPlace(String text, String message) throws IOException {
        Path file = write("x.json", text.replace(';', '\n'));
        assertThat(refusal(file.toString())).isEqualTo(file + message);
    }

    @Test
    void hostileTextEndsInOneLine() throws IOException {
        assertThat(refusal(write("deep.json", "{\"a\":".repeat(1_000_000)).toString()))
                .endsWith("deep.json:1: more than 64 arrays and objects within each other (character 321)");
        assertThat(refusal(write("long.json", "{\"a\": " + "9".repeat(100_000) + "}")
                        .toString()))
                .endsWith("long.json:1: a number of more than 1000 characters (character 7)");
        byte[] latin = "{\"a\": 1}\n{\"a\": \"\u00fc\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(refusal(write("latin.json", latin).toString()))
                .contains("latin.json:2: not UTF-8 text: byte 0xFC")
                .doesNotContain("\n");
        assertThat(words(
                        TableReader.defaults()
                                .encoding(StandardCharsets.ISO_8859_1)
                                .read(write("latin.json", "{\"a\": \"\u00fc\"}".getBytes(StandardCharsets.ISO_8859_1))
                                        .toString())
                                .table(),
                        0))
                .containsExactly("ü");
    }

    private static List<String> words(Table table, int column) {
        return ((Column.Categories) table.columns().get(column)).words();
    }

    private Path write(String name, String text) throws IOException {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }
}
