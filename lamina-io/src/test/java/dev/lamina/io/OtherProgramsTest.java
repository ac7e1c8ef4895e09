package dev.lamina.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Files as other programs write them. Each ends in the right table, here as CSV, or in one line that says what the
/// file is and what to do, here behind `: `.
class OtherProgramsTest {

    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final String SHEET = ": an Excel workbook; save the sheet as CSV";
    private static final String PANDAS = "; save it as Parquet or CSV, in Python by to_parquet or to_csv of pandas";
    private static final String DUMP = ": a dump of a database as SQL; load it there and export the table as CSV";
    private static final String DRAWN = ": a table framed with signs, as databases show it; export it as CSV";

    @TempDir
    private Path folder;

    private static List<Arguments> tables() throws IOException {
        return List.of(
                // Spreadsheets
                text("english.csv", BYTE_ORDER_MARK + "a,ok\r\n1.5,TRUE\r\n", "a,ok\n1.5,TRUE\n"),
                text(
                        "german.csv",
                        BYTE_ORDER_MARK + "Größe;ok\r\n7;WAHR\r\n8;FALSCH\r\n",
                        "Größe,ok\n7,WAHR\n8,FALSCH\n"),
                text("french.csv", BYTE_ORDER_MARK + "âge;ok\r\n7;VRAI\r\n8;FAUX\r\n", "âge,ok\n7,VRAI\n8,FAUX\n"),
                text("spanish.csv", "sep=;\r\naño;ok\r\n7;VERDADERO\r\n", "año,ok\n7,VERDADERO\n"),
                bytes("unicode.txt", "\ufeffprix\tok\r\n7\tx\r\n", StandardCharsets.UTF_16LE, "prix,ok\n7,x\n"),
                bytes("unicode.csv", "\ufeffa;b\r\n7;x\r\n", StandardCharsets.UTF_16BE, "a,b\n7,x\n"),
                text("mac.csv", "a;b\r7;x\r8;y\r", "a,b\n7,x\n8,y\n"),
                text("padded.csv", "a,b,,\r\n1,x,,\r\n,,,\r\n", "a,b\n1,x\n,\n"),
                bytes(
                        "ansi.csv",
                        "Größe;b\r\n7;x\r\n",
                        Charset.forName("windows-1252"),
                        ":1: not UTF-8 text: byte 0xF6; if this is a text file pass its encoding, for example"
                                + " --encoding windows-1252"),
                // R
                text("write.csv", "\"\",\"a\",\"b\"\n\"1\",1.5,\"x\"\n\"2\",NA,\"y\"\n", "a,b\n1.5,x\n,y\n"),
                text("names.csv", "\"\",\"a\"\n\"Fiat 500\",1.5\n\"Audi\",2\n", "a\n1.5\n2\n"),
                text("write.csv2", "\"\";\"a\";\"b\"\n\"1\";15;\"x\"\n\"2\";16;\"y\"\n", "a,b\n15,x\n16,y\n"),
                text("write.table", "\"a\" \"b c\"\n\"1\" 1.5 \"x y\"\n\"2\" NA \"z\"\n", "a,b c\n1.5,x y\n,z\n"),
                // pandas and NumPy
                text("index.csv", ",a,b\n0,1.5,x\n1,,y\n", "a,b\n1.5,x\n,y\n"),
                text("index-semicolon.csv", ";a;b\n0;1;x\n1;2;y\n", "a,b\n1,x\n2,y\n"),
                text("savetxt.txt", "# a,b\n1.0e+00,2.0e+00\n", "a,b\n1,2\n"),
                text(
                        "savetxt-blanks.txt",
                        "# a b\n1.0 2.0\n3.0 4.0\n",
                        ":1: blanks between the columns; pass --delimiter ' ', or --delimiter tab if this is one column"),
                // Databases
                text("postgres.csv", "a,b,t\n1,x,\n2,\"y,z\",f\n", "a,b,t\n1,x,\n2,\"y,z\",f\n"),
                text("copy.tsv", "a\tb\n1\t\\N\n\\N\tx\n", "a,b\n1,\n,x\n"),
                text("sqlite.csv", "a,b\r\n1,\"x \"\"y\"\"\"\r\n", "a,b\n1,\"x \"\"y\"\"\"\n"),
                text("mysql.txt", "a\tb\n1\t\\N\n2\tx\n", "a,b\n1,\n2,x\n"),
                text(
                        "mysqldump.sql",
                        "-- MySQL dump 10.13\n--\n\n/*!40101 SET NAMES utf8 */;\nDROP TABLE IF EXISTS `t`;\n",
                        DUMP),
                text("pg_dump.sql", "--\n-- PostgreSQL database dump\n--\n\nSET statement_timeout = 0;\n", DUMP),
                text("insert.txt", "INSERT INTO t (a, b) VALUES (1, 'x');\n", DUMP),
                text("copy.sql", "COPY public.t (a, b) FROM stdin;\n1\tx\n\\.\n", DUMP),
                text("sqlite.sql", "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n", DUMP),
                text("mysql-screen.txt", "+---+---+\n| a | b |\n+---+---+\n| 1 | x |\n+---+---+\n", DRAWN),
                text(
                        "psql-screen.txt",
                        " a | b \n---+---\n 1 | x\n(1 row)\n",
                        ": a table framed with signs, as databases show it; export it as CSV"),
                // Other text
                text("a.psv", "a|b,c\n1|x\n", "a,\"b,c\"\n1,x\n"),
                text("a.tsv", "a;b\tc\n1;2\tx\n", "a;b,c\n1;2,x\n"),
                text("one.tsv", "note\nso, so\nno\n", "note\n\"so, so\"\nno\n"),
                text(
                        "fixed.txt",
                        "name    n\nAnn     1\nBo     22\n",
                        ":1: blanks between the columns; write a comma there, for example by tr -s ' ' , <FILE, or"
                                + " --delimiter tab if this is one column"),
                text("table.md", "| a | b |\n|---|:-:|\n| 1 | x |\n", ": a table in Markdown; write it as CSV"),
                text(
                        "page.xls",
                        "<html>\n<body><table><tr><td>a</td></tr></table>",
                        ": a web page, as some programs save tables under the name of a workbook; open it in a"
                                + " spreadsheet and save the sheet as CSV"),
                text(
                        "book.xml",
                        "<?xml version=\"1.0\"?>\n<Workbook>",
                        ": XML; open it in a spreadsheet, or convert it, and save it as CSV"),
                text("tabs.xls", "a\tb\r\n1\tx\r\n", "a,b\n1,x\n"),
                text(
                        "iris.arff",
                        "% made by\n@RELATION iris\n@ATTRIBUTE a REAL\n",
                        ": a file of Weka; save it there as CSV"),
                text(
                        "a.svm",
                        "1 1:0.5 3:2\n-1 2:1\n",
                        ": sparse data as LIBSVM writes it; write one column for each feature"),
                // JSON
                text("records.json", "[{\"a\":1,\"b\":\"x\"},{\"a\":NaN,\"b\":null}]", "a,b\n1,x\n,\n"),
                text("columns.json", "{\"a\":{\"0\":1,\"1\":2},\"b\":{\"0\":\"x\",\"1\":\"y\"}}", "a,b\n1,x\n2,y\n"),
                text("index.json", "{\"0\":{\"a\":1,\"b\":\"x\"},\"1\":{\"a\":2,\"b\":\"y\"}}", "a,b\n1,x\n2,y\n"),
                text(
                        "split.json",
                        "{\"columns\":[\"a\",\"b\"],\"index\":[0,1],\"data\":[[1,\"x\"],[2,\"y\"]]}",
                        "a,b\n1,x\n2,y\n"),
                text(
                        "table.json",
                        "{\"schema\":{\"fields\":[{\"name\":\"index\"},{\"name\":\"a\"}],\"primaryKey\":[\"index\"]},"
                                + "\"data\":[{\"index\":0,\"a\":1},{\"index\":1,\"a\":2}]}",
                        "a\n1\n2\n"),
                text("list.json", "{\"a\":[1,2],\"b\":[\"x\",\"y\"]}", "a,b\n1,x\n2,y\n"),
                text("uneven.json", "{\"a\":[1,2],\"b\":[\"x\"]}", ": column \"a\" has 2 values, column \"b\" has 1"),
                text(
                        "named.json",
                        "{\"car\":{\"a\":1},\"bus\":{\"a\":2}}",
                        ": objects in an object, of rows or of columns? write an array with an object for each row, in"
                                + " pandas by orient=\"records\""),
                text("data.json", "{\"data\": [{\"a\":1},\n{\"a\":2}]}", "a\n1\n2\n"),
                text(
                        "page.json",
                        "{\"count\":2,\"results\":[{\"a\":1}]}",
                        ":1: column \"results\" expects a number, a string, true, false or null, got an array; give its"
                                + " parts columns of their own, or write this array alone if its objects are the rows"),
                text(
                        "values.json",
                        "[[1,2],[3,4]]",
                        ":1: expected an object with the names of the columns, got an array"),
                text("marked.jsonl", BYTE_ORDER_MARK + "{\"a\":1}\n\n{\"a\":2}\n\n", "a\n1\n2\n"),
                arguments("lines.jsonl.gz", Reading.gzip("{\"a\":1}\n{\"a\":2}\n"), "a\n1\n2\n"),
                // Endings that are wrong
                text("json.csv", " [\n{\"a\":1}]", "a\n1\n"),
                text("csv.json", "a,b\n1,x\n", "a,b\n1,x\n"),
                arguments("gzip.csv", Reading.gzip("a,b\n1,x\n"), "a,b\n1,x\n"),
                arguments("gzip.json", Reading.gzip("{\"a\":1}\n"), "a\n1\n"),
                text("csv.parquet", "a,b\n1,x\n", "a,b\n1,x\n"),
                text("brackets.csv", "[a],[b]\n1,x\n", "[a],[b]\n1,x\n"),
                text("par.csv", "PAR1,ORC\n1,x\n", "PAR1,ORC\n1,x\n"),
                // Files that are not text
                zip("book.xlsx", "[Content_Types].xml", SHEET),
                zip("book.csv", "xl/workbook.xml", SHEET),
                zip("data.ods", "mimetype", ": a spreadsheet of LibreOffice; save the sheet as CSV"),
                zip("data.zip", "data.csv", ": a ZIP archive or an Excel workbook; save its data as CSV"),
                hex("old.xls", "d0cf11e0a1b11ae1", SHEET),
                hex("other.xls", "0902060000001000", SHEET),
                hex("a.feather", "4152524f573100001000", ": an Arrow or Feather file" + PANDAS),
                hex("a.arrow", "ffffffff10000000", ": an Arrow or Feather file" + PANDAS),
                hex("a.orc", "4f52430a0300", ": an ORC file" + PANDAS),
                hex("a.avro", "4f626a0104", ": an Avro file" + PANDAS),
                hex("a.pkl", "80049512000000", ": a pickle of Python" + PANDAS),
                hex("a.h5", "894844460d0a1a0a", ": an HDF5 file" + PANDAS),
                hex(
                        "a.npy",
                        "934e554d505901",
                        ": an array of NumPy; save it by numpy.savetxt with delimiter=\",\" and a header of names"),
                arguments(
                        "a.rds",
                        Reading.gzip("X\n\0\0\0\3"),
                        ": data of R; save it in R by write.csv(readRDS(FILE), \"data.csv\", row.names = FALSE)"),
                hex(
                        "a.sav",
                        "24464c3240282329000000",
                        ": data of SPSS; save it as CSV there, or in R by write.csv(haven::read_sav(FILE), \"data.csv\")"),
                hex(
                        "a.sas7bdat",
                        "000000000000000000000000c2ea8160",
                        ": data of SAS; export it as CSV, or in Python by pandas.read_sas"),
                hex("a.dta", "7201010000", ": data of Stata; save it there by export delimited"),
                hex(
                        "a.db",
                        "53514c69746520666f726d6174203300",
                        ": a database of SQLite; save a table as CSV: sqlite3 -header -csv FILE 'select * from TABLE' > data.csv"),
                arguments(
                        "a.tar.gz",
                        Reading.gzip("a.csv" + "\0".repeat(252) + "ustar\0"),
                        ": a tar archive; unpack it and name the file in it"),
                hex(
                        "a.csv.bz2",
                        "425a683931415926535901",
                        ": compressed with xz or bzip2; decompress it, or compress it with gzip or zstd"),
                hex(
                        "a.csv.xz",
                        "fd377a585a0000",
                        ": compressed with xz or bzip2; decompress it, or compress it with gzip or zstd"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tables")
    void everyFileIsReadOrNamed(String name, byte[] bytes, String expected) throws IOException {
        Path file = Files.write(folder.resolve(name), bytes);
        if (expected.startsWith(":")) {
            assertThat(Reading.refusal(file.toString())).isEqualTo(file + expected.replace("FILE, or", file + ", or"));
        } else {
            assertThat(Reading.csv(Reading.read(file))).isEqualTo(expected);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tables")
    void standardInputIsReadLikeAFile(String name, byte[] bytes, String expected) throws IOException {
        TableReader reader = TableReader.defaults().standardInput(new ByteArrayInputStream(bytes));
        if (!expected.startsWith(":") && !name.matches(".*(\\.tsv|\\.psv|\\.dta)")) {
            assertThat(Reading.csv(reader.read("-").table())).isEqualTo(expected);
        }
    }

    @Test
    void filesThatAreMissingAreSaidToBe() {
        assertThat(Reading.refusal(folder.resolve("book.xlsx").toString())).endsWith("book.xlsx: no such file");
    }

    private static Arguments text(String name, String text, String expected) {
        return bytes(name, text, StandardCharsets.UTF_8, expected);
    }

    private static Arguments bytes(String name, String text, Charset encoding, String expected) {
        return arguments(name, text.getBytes(encoding), expected);
    }

    /// @param start of a longer file
    private static Arguments hex(String name, String start, String expected) {
        return arguments(name, Arrays.copyOf(HexFormat.of().parseHex(start), 1000), expected);
    }

    private static Arguments zip(String name, String entry, String expected) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry(entry));
            out.write("a,b\n1,x\n".getBytes(StandardCharsets.UTF_8));
        }
        return arguments(name, bytes.toByteArray(), expected);
    }
}
