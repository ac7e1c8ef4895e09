package dev.lamina.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lamina.data.Column;
import dev.lamina.data.Schema;
import dev.lamina.data.Table;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReadingTest {

    private static final TableReader READER = TableReader.defaults();

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void everyLineEndGivesPhysicalLines(String end) throws DataFileException {
        Table table = read(String.join(end, "", "a,b", "1,x", "", "2,y", "  ", "3,z"));
        assertThat(numbers(table, 0)).containsExactly(1, 2, 3);
        assertThat(table.origin().of(0)).isEqualTo("standard input:3");
        assertThat(table.origin().of(1)).isEqualTo("standard input:5");
        assertThat(table.origin().of(2)).isEqualTo("standard input:7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void blankLinesOfOneColumnAreRowsUnlessTheyAreTheLast(String end) throws DataFileException {
        Table table = read(String.join(end, "", "a", "", "x", "", "  ", "\"\"", "y", "\"z\nz\"", "", "w", "", " ", ""));
        Column.Categories words = (Column.Categories) table.columns().getFirst();
        assertThat(words.codes()).containsExactly(-1, 0, -1, -1, -1, 1, 2, -1, 3);
        assertThat(IntStream.range(0, table.rows()).mapToObj(table.origin()::of))
                .containsExactly(Stream.of(3, 4, 5, 6, 7, 8, 9, 11, 12)
                        .map(line -> "standard input:" + line)
                        .toArray(String[]::new));
        assertThat(read("a" + end + "1" + end + "\"\"" + end + end).rows()).isEqualTo(2);
        assertThat(refusal("a" + end + end + end)).isEqualTo("standard input: no rows; there are only column names");
    }

    @Test
    void cellsWithoutAnythingMakeARowOfSeveralColumns() throws DataFileException {
        Table table = read("a,b\n,\n \n\n\"\",\"\"\n1,2\n , \n");
        assertThat(numbers(table, 0)).containsExactly(Double.NaN, Double.NaN, 1, Double.NaN);
        assertThat(numbers(table, 1)).containsExactly(Double.NaN, Double.NaN, 2, Double.NaN);
    }

    @Test
    void linesInsideQuotesCount() {
        assertThat(refusal("a,b\n\"1\r\n2\n\n3\",x\n4,\"y\n"))
                .isEqualTo("standard input:6: field 2: a quote is opened here and never closed");
        assertThat(refusal("a,b\n\"1\n2\",\"x\n"))
                .isEqualTo("standard input:3: field 2: a quote is opened here and never closed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "a;b;c\\n1,5;2;3\\n1;2;3 3",
                "a,b\\n1;2;3,4\\n1,2 2",
                "a|b\\n\"x|y\"|2\\n 2",
                "a,b\\n\"x;\\ny;\",2\\n3,4 2",
                "\"a;b\",\"c;d\"\\n1,2 2",
                "a\\n1\\n2 1"
            })
    void findsTheDelimiterThatSplitsAllRecordsAlike(String text, int columns) throws DataFileException {
        assertThat(read(text.replace("\\n", "\n")).columns()).hasSize(columns);
    }

    @Test
    void readsTheDelimiterThatIsSet() throws DataFileException {
        assertThat(READER.delimiter(':')
                        .standardInput(bytes("a,b:c\n1,2:3\n"))
                        .read("-")
                        .table()
                        .names())
                .containsExactly("a,b", "c");
        assertThatThrownBy(() -> READER.delimiter('"')).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void wordsAreKeptAsWrittenAndBlankCellsAreMissing() throws DataFileException {
        Table table = read("w,n\n a ,1\na,2\n  ,3\n\"\",4\nNA,5\n");
        Column.Categories words = (Column.Categories) table.columns().getFirst();
        assertThat(words.words()).containsExactly(" a ", "a", "NA");
        assertThat(words.codes()).containsExactly(0, 1, -1, -1, 2);
    }

    @Test
    void usualMissingWordsMeanItAmongNumbersAndTimesOnly() throws DataFileException {
        Table table = read("n,t,w\n1,2024-01-01,x\nNA,None,None\n3, ? ,y\n");
        assertThat(numbers(table, 0)).containsExactly(1, Double.NaN, 3);
        assertThat(((Column.Times) table.columns().get(1)).epochSeconds())
                .containsExactly(19723 * 86400.0, Double.NaN, Double.NaN);
        assertThat(((Column.Categories) table.columns().get(2)).words()).containsExactly("x", "None", "y");
    }

    @Test
    void namedMissingWordsMeanItEverywhere() throws DataFileException {
        Table table = READER.missingWords(List.of("-999", "x"))
                .standardInput(bytes("n,w\n-999,x\n2,y\n"))
                .read("-")
                .table();
        assertThat(numbers(table, 0)).containsExactly(Double.NaN, 2);
        assertThat(((Column.Categories) table.columns().get(1)).words()).containsExactly("y");
    }

    @Test
    void aNamedNumberOrTimeIsMissingHoweverItIsWritten() throws DataFileException {
        Table table = READER.missingWords(List.of("-999", "9999-12-31"))
                .standardInput(bytes("n,t\n-999.0,31.12.9999\n2.10,30.11.2024\n-999,01.02.2024\n"))
                .read("-")
                .table();
        assertThat(numbers(table, 0)).containsExactly(Double.NaN, 2.1, Double.NaN);
        assertThat(((Column.Numbers) table.columns().getFirst()).toCategories().words())
                .containsExactly("2.10");
        assertThat(table.columns().get(1).missing(0)).isTrue();
        assertThat(table.columns().get(1).missing(1)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-999       | $20.50 -$999 $3.25 -999",
                "99999.9    | 20,5 99999,9 3,25 99999,90",
                "1.0E30     | 20.5 1e30 3.25 1e+30",
                "9999-12-31 | 01/02/2024 31/12/9999 25/02/2024 31/12/9999",
                "9999-12-31T23:59:59 | 2024-01-01_12:00:00 9999-12-31_23:59:59 2024-01-02_01:00 9999-12-31T23:59:59Z"
            })
    void namedNumbersAndTimesAreMissingInTheFormatOfTheirColumn(String named, String cells) throws DataFileException {
        Column column = READER.missingWords(List.of(named))
                .standardInput(bytes("a;b\n1;" + cells.replace(" ", "\n1;").replace('_', ' ') + "\n"))
                .read("-")
                .table()
                .columns()
                .get(1);
        assertThat(column).isNotInstanceOf(Column.Categories.class);
        assertThat(IntStream.range(0, column.rows()).mapToObj(column::missing))
                .containsExactly(false, true, false, true);
    }

    @Test
    void aNamedCodeIsNoNumber() throws DataFileException {
        Table table = READER.missingWords(List.of("00"))
                .standardInput(bytes("a,b\n0,1\n00,2\n7,3\n"))
                .read("-")
                .table();
        assertThat(numbers(table, 0)).containsExactly(0, Double.NaN, 7);
    }

    @Test
    void theOrderOfRowsDecidesNoKind(@TempDir Path folder) throws IOException {
        List<String> numbers =
                IntStream.range(0, 3000).mapToObj(i -> 100 + i / 2 + "").toList();
        List<String> codes = List.of("01234", "V57");
        List<String> ids = IntStream.range(0, 1200)
                .mapToObj(i -> 1_330_100_000_000_000_000L + i * 1000L + "")
                .toList();
        List<String> near = IntStream.range(0, 1200)
                .mapToObj(i -> 1_330_100_000_000_000_000L + i + "")
                .toList();
        for (List<List<String>> parts :
                List.of(List.of(numbers, codes), List.of(codes, numbers), List.of(ids, near), List.of(near, ids))) {
            List<String> cells = parts.stream().flatMap(List::stream).toList();
            Path file = Files.writeString(folder.resolve("x.csv"), "a\n" + String.join("\n", cells) + "\n");
            assertThat(Reading.read(file).columns()).hasOnlyElementsOfType(Column.Categories.class);
        }
    }

    @Test
    void aDoubtThatOnlyASecondReadingCouldSettleIsTold() throws DataFileException {
        String cells = IntStream.range(0, 1500).mapToObj(i -> i + ".5\n").collect(Collectors.joining());
        ReadTable read = READER.standardInput(bytes("a\n" + cells + "01234\n")).read("-");
        assertThat(read.table().columns()).hasOnlyElementsOfType(Column.Numbers.class);
        assertThat(read.warnings())
                .containsExactly(
                        "standard input:1502: column \"a\" is read as numbers, although \"01234\" may be a code;"
                                + " pass --category a to read words");
    }

    @Test
    void quotedDecimalCommasLeaveTheCommaItsDelimiter() throws DataFileException {
        Table table = READER.decimal(',')
                .standardInput(bytes("a,b\n\"0,5\",x\n\"1,5\",y\n"))
                .read("-")
                .table();
        assertThat(numbers(table, 0)).containsExactly(0.5, 1.5);
    }

    @Test
    void aColumnOfMissingWordsAloneIsWords() throws DataFileException {
        assertThat(((Column.Categories) read("a\nNA\nNA\n").columns().getFirst()).words())
                .containsExactly("NA");
    }

    @Test
    void booleansStayWords() throws DataFileException {
        assertThat(((Column.Categories) read("a\nTrue\nno\n").columns().getFirst()).words())
                .containsExactly("True", "no");
    }

    @Test
    void longColumnsAreReadAsShortOnes() throws DataFileException {
        int rows = 5000;
        String text = IntStream.range(0, rows)
                .mapToObj(
                        i -> i + ".5," + (i % 7 == 0 ? "" : "2024-01-01T00:00:" + (10 + i % 50)) + ",w" + i % 3 + "\n")
                .collect(Collectors.joining("", "n,t,w\n", ""));
        Table table = read(text);
        assertThat(numbers(table, 0))
                .containsExactly(
                        IntStream.range(0, rows).mapToDouble(i -> i + 0.5).toArray());
        assertThat(((Column.Times) table.columns().get(1)).epochSeconds()[4999]).isEqualTo(19723 * 86400.0 + 59);
        assertThat(table.columns().get(1).missing(4998)).isTrue();
        assertThat(((Column.Categories) table.columns().get(2)).codes()[4999]).isEqualTo(4999 % 3);
    }

    @Test
    void theSchemaDecidesTypesAndSkipsTheRest() throws DataFileException {
        Schema schema = new Schema(
                List.of(
                        new Schema.Field("n", Schema.Type.NUMBER),
                        new Schema.Field("w", Schema.Type.CATEGORY),
                        new Schema.Field("t", Schema.Type.TIME),
                        new Schema.Field("absent", Schema.Type.NUMBER)),
                List.of("miss"));
        ReadTable read = READER.standardInput(bytes("w,x,t,n\n1,u,2024-01-01,1\nmiss,v,NA,None\n"))
                .read("-", schema);
        assertThat(read.unusedColumns()).containsExactly("x");
        assertThat(read.table().names()).containsExactly("w", "t", "n");
        assertThat(((Column.Categories) read.table().columns().getFirst()).words())
                .containsExactly("1");
        assertThat(read.table().columns().getFirst().missing(1)).isTrue();
        assertThat(numbers(read.table(), 2)).containsExactly(1, Double.NaN);
        ReadTable strange = READER.standardInput(bytes("n\n1\nx\n")).read("-", schema);
        assertThat(numbers(strange.table(), 0)).containsExactly(1, Double.NaN);
        assertThat(strange.warnings())
                .containsExactly(
                        "standard input:3: column \"n\": 1 of 2 cells is no number and counts as missing: \"x\"");
    }

    @Test
    void readsOtherEncodings() throws DataFileException {
        String text = "näme,b\nü€,1\n";
        for (String encoding : List.of("windows-1252", "UTF-16LE", "UTF-16", "UTF-8")) {
            byte[] bytes = text.getBytes(Charset.forName(encoding));
            Table table = READER.encoding(Charset.forName(encoding))
                    .standardInput(new ByteArrayInputStream(bytes))
                    .read("-")
                    .table();
            assertThat(table.names()).as(encoding).containsExactly("näme", "b");
        }
        byte[] marked = ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE);
        assertThat(READER.standardInput(new ByteArrayInputStream(marked))
                        .read("-")
                        .table()
                        .names())
                .containsExactly("näme", "b");
    }

    @Test
    void aBadByteIsReportedWithItsLineHoweverFarItIs() {
        byte[] text = ("a,b\n" + "é,1\r\n".repeat(100_000) + "x,2\n").getBytes(StandardCharsets.UTF_8);
        text[text.length - 4] = (byte) 0xe9;
        assertThat(refusal(text)).startsWith("standard input:100002: not UTF-8 text: byte 0xE9");
        byte[] cut = Arrays.copyOf(text, text.length - 3);
        assertThat(refusal(cut)).startsWith("standard input:100002: not UTF-8 text: byte 0xE9");
    }

    @Test
    void errorsComeInTheOrderOfTheText() {
        byte[] text = "a,b\n1\n\u00ff,2\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(refusal(text)).startsWith("standard input:2: expected 2 fields as in the header, got 1");
    }

    @Test
    void aNameForACategoryMustExist() {
        assertThat(catchThrowableOfType(
                        DataFileException.class,
                        () -> READER.categories(Set.of("zap"))
                                .standardInput(bytes("zip\n1\n"))
                                .read("-")))
                .hasMessage("standard input:1: no column \"zap\" to read as words");
    }

    @Test
    void tooManyColumnsAreRefused() {
        assertThat(refusal("a" + ",a".repeat(200_000) + "\n"))
                .isEqualTo("standard input:1: more than 131072 columns; is the delimiter right?");
    }

    @Test
    void otherFilesAreNamedForWhatTheyAre() {
        assertThat(refusal("PK\u0003\u0004…")).endsWith("a ZIP archive or an Excel workbook; save its data as CSV");
        assertThat(refusal("PAR1\u0015\u0004")).endsWith("a Parquet file; give it a name that ends with .parquet");
        assertThat(refusal("BZh91AY&SY\u0001")).endsWith("decompress it, or compress it with gzip or zstd");
    }

    private static Table read(String text) throws DataFileException {
        return READER.standardInput(bytes(text)).read("-").table();
    }

    private static String refusal(String text) {
        return refusal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String refusal(byte[] text) {
        return String.valueOf(catchThrowableOfType(
                        DataFileException.class,
                        () -> READER.standardInput(new ByteArrayInputStream(text))
                                .read("-"))
                .getMessage());
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static double[] numbers(Table table, int column) {
        return ((Column.Numbers) table.columns().get(column)).values();
    }
}
