package dev.lamina.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lamina.data.Column;
import dev.lamina.data.Table;
import dev.lamina.json.JsonException;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The files of the shared folder `hostile/csv`, each with the outcome that its `expected.json` wants.
class HostileCsvTest {

    /// What is wrong with these shows only when a model is fitted or asked, or is told and no error: they are read.
    private static final Set<String> DECIDED_LATER = Set.of(
            "inf.csv",
            "inf_target.csv",
            "late_text.csv",
            "missing_target.csv",
            "no_header.csv",
            "one_row.csv",
            "predict_missing_col.csv",
            "single_class.csv",
            "target_missing_cells.csv");

    /// Its twenty million rows belong to [#tooManyRowsAreRefusedBeforeMemoryEnds].
    private static final String BOMB = "zip_bomb.csv.gz";

    /// @param error a word of the message, or null if the file is to be read
    /// @param line in the message; 0 for none
    /// @param rows 0 if it is not said
    private record Expectation(String file, @Nullable String error, int line, int rows, int columns) {}

    @TestFactory
    Stream<DynamicTest> everyFileHasTheWantedOutcome() throws IOException {
        List<Expectation> all = expectations();
        assertThat(all).hasSize(62);
        return all.stream()
                .filter(expected -> !expected.file.equals(BOMB))
                .map(expected -> DynamicTest.dynamicTest(expected.file, () -> check(expected)));
    }

    private static void check(Expectation expected) throws DataFileException {
        if (expected.error != null && !DECIDED_LATER.contains(expected.file)) {
            String place = path(expected.file) + (expected.line == 0 ? ":" : ":" + expected.line + ":");
            assertThat(refusal(expected.file))
                    .startsWith(place)
                    .contains(expected.error)
                    .doesNotContain("\n");
            return;
        }
        Table table = read(expected.file);
        if (expected.rows > 0 && !DECIDED_LATER.contains(expected.file)) {
            assertThat(table.rows()).isEqualTo(expected.rows);
        }
        if (expected.columns > 0) {
            assertThat(table.columns()).hasSize(expected.columns);
        }
    }

    private static List<Expectation> expectations() throws IOException {
        JsonObject json = JsonReader.parseObject(Files.readAllBytes(SharedFiles.path("hostile/csv/expected.json")));
        List<Expectation> all = new ArrayList<>();
        for (String file : json.members().keySet()) {
            JsonObject want = json.object(file).object("want");
            all.add(new Expectation(
                    file,
                    want.optionalText("error").orElse(null),
                    number(want, "line"),
                    number(want, "rows"),
                    number(want, "cols")));
        }
        return all;
    }

    private static int number(JsonObject json, String name) throws JsonException {
        return json.members().containsKey(name) ? json.integer(name, 0, Integer.MAX_VALUE) : 0;
    }

    @Test
    void tooManyRowsAreRefusedBeforeMemoryEnds() {
        String path = path(BOMB);
        TableReader reader = TableReader.defaults().memoryLimit(16 << 20);
        assertThat(catchThrowableOfType(DataFileException.class, () -> reader.read(path)))
                .hasMessage(
                        path + ": the table does not fit 16 MB, half of the memory that Java may use; give it more with"
                                + " LAMINA_JAVA_OPTIONS=-Xmx8g or read fewer rows or columns");
    }

    @Test
    void missingWordsLeaveAColumnOfNumbersNumeric() throws DataFileException {
        Table table = read("nan_words.csv");
        Column.Numbers x1 = (Column.Numbers) table.columns().getFirst();
        assertThat(x1.values()[9]).isNaN();
        assertThat(x1.values()[10]).isEqualTo(1.5);
        assertThat(x1.values()[11]).isEqualTo(2);
        assertThat(Arrays.stream(x1.values()).filter(Double::isFinite)).hasSize(8);
    }

    @Test
    void hexadecimalIsTextAndALeadingZeroIsNothing() throws DataFileException {
        Table table = read("hex_octal.csv");
        assertThat(table.column("x1")).get().isInstanceOf(Column.Categories.class);
        assertThat(numbers(table, "x2").values()[12]).isEqualTo(12);
        assertThat(table.origin().of(12)).isEqualTo(path("hex_octal.csv") + ":14");
    }

    @Test
    void javaSuffixesAreText() throws DataFileException {
        assertThat(read("numbers_d_f.csv").columns()).hasOnlyElementsOfType(Column.Categories.class);
    }

    @Test
    void decimalCommasAreNumbersWhenAskedFor() throws DataFileException {
        Table table = TableReader.defaults()
                .decimal(',')
                .read(path("decimal_comma.csv"))
                .table();
        assertThat(numbers(table, "x1").values()[0]).isEqualTo(0.3238);
    }

    @Test
    void separatorsOfThousandsGroupDigitsAndAreTold() throws DataFileException {
        ReadTable read = TableReader.defaults().read(path("thousands.csv"));
        assertThat(numbers(read.table(), "x1").values()).startsWith(1000, 1001);
        assertThat(read.warnings())
                .containsExactly(path("thousands.csv")
                        + ":2: column \"x1\" is read as numbers: \"1,000\" looks like a number, 1000; pass --category x1 to"
                        + " read words");
    }

    @Test
    void decimalCommasAreFoundAndTold() throws DataFileException {
        ReadTable read = TableReader.defaults().read(path("decimal_comma.csv"));
        assertThat(numbers(read.table(), "x1").values()[0]).isEqualTo(0.3238);
        assertThat(read.warnings()).hasSize(1).first().asString().contains("\"0,3238\" looks like a number, 0.3238");
    }

    @Test
    void lateTextAmongManyDifferentNumbersIsMissingAndTold() throws DataFileException {
        ReadTable read = TableReader.defaults().read(path("late_text.csv"));
        assertThat(numbers(read.table(), "x1").missing(20_000)).isTrue();
        assertThat(read.warnings())
                .containsExactly(path("late_text.csv")
                        + ":20002: column \"x1\": 1 of 20001 cells is no number and counts as missing: \"oops\"");
    }

    @Test
    void lateTextIsReadWhenTheUserSaysHow() throws DataFileException {
        String path = path("late_text.csv");
        Table missing =
                TableReader.defaults().missingWords(List.of("oops")).read(path).table();
        assertThat(numbers(missing, "x1").missing(20_000)).isTrue();
        Table words = TableReader.defaults().categories(Set.of("x1")).read(path).table();
        assertThat(((Column.Categories) words.columns().getFirst()).words()).contains("19999", "oops");
    }

    @Test
    void infiniteNumbersAreReadForThePipelineToRefuse() throws DataFileException {
        assertThat(numbers(read("inf.csv"), "x1").values())
                .startsWith(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 1.5);
    }

    @Test
    void quotedCellsKeepQuotesDelimitersAndLineBreaks() throws DataFileException {
        Table table = read("quotes_inside.csv");
        assertThat(((Column.Categories) table.columns().get(1)).words().getFirst())
                .isEqualTo("he said \"0\", ok\nnext line");
        assertThat(table.origin().of(1)).isEqualTo(path("quotes_inside.csv") + ":4");
    }

    @Test
    void normalFormsOfUnicodeAreNotMixed() throws DataFileException {
        assertThat(read("nfc_nfd.csv").columns())
                .filteredOn(Column.Categories.class::isInstance)
                .anySatisfy(column ->
                        assertThat(((Column.Categories) column).words()).hasSize(2));
    }

    @Test
    void aColumnOfNothingIsNumbersWithoutAny() throws DataFileException {
        assertThat(numbers(read("all_missing_column.csv"), "x2").values()).containsOnly(Double.NaN);
    }

    @Test
    void theRefusalsSayWhatToDo() {
        assertThat(refusal("latin1.csv"))
                .endsWith(
                        ":2: not UTF-8 text: byte 0xFC; if this is a text file pass its encoding, for example --encoding"
                                + " windows-1252");
        assertThat(refusal("quote_unclosed.csv")).endsWith(":52: field 2: a quote is opened here and never closed");
        assertThat(refusal("quote_junk.csv"))
                .endsWith(":52: field 2: text after the closing quote; inside a field in quotes write a quote twice");
        assertThat(refusal("ragged_short.csv"))
                .endsWith(
                        ":52: expected 3 fields as in the header, got 2; put quotes around fields that contain the delimiter");
        assertThat(refusal("long_line.csv.gz"))
                .endsWith(":2: field 2: the field has more than 1048576 characters; is a quote not closed?");
        assertThat(refusal("gz_truncated.csv.gz")).endsWith(": truncated: the compressed data end too early");
        assertThat(refusal("header_only.csv")).endsWith(": no rows; there are only column names");
        assertThat(refusal("dup_header.csv"))
                .endsWith(":1: duplicate name: columns 1 and 2 are both named \"x1\"; rename one");
        assertThat(refusal("empty_header.csv")).endsWith(":1: column 2 has no name; give it one in the header");
        assertThat(refusal("empty.csv")).endsWith(": the file is empty");
    }

    private static Table read(String file) throws DataFileException {
        return TableReader.defaults().read(path(file)).table();
    }

    private static String refusal(String file) {
        String path = path(file);
        return String.valueOf(catchThrowableOfType(
                        DataFileException.class, () -> TableReader.defaults().read(path))
                .getMessage());
    }

    private static Column.Numbers numbers(Table table, String name) {
        return (Column.Numbers) table.column(name).orElseThrow();
    }

    private static String path(String file) {
        return SharedFiles.path("hostile/csv/" + file).toString();
    }
}
