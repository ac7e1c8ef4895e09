package dev.lamina.io;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// Files that are not read, with the way out: known by their first bytes, or by the ending of their name if the bytes
/// are no text either.
///
/// @param content what the file is
/// @param wayOut what to do
/// @param endings of names
record ForeignFormat(String content, String wayOut, List<String> endings, List<Signature> signatures) {

    /// Bytes that are looked at.
    static final int BYTES = 512;

    /// So many bytes may also be the start of a text.
    private static final int SHORT = 4;

    /// What to do, where several formats share it.
    private static final String SHEET = "save the sheet as CSV";
    private static final String UNPACK = "decompress it, or compress it with gzip or zstd";
    private static final String PANDAS = "save it as Parquet or CSV, in Python by to_parquet or to_csv of pandas";
    private static final String R = "save it in R by write.csv(readRDS(FILE), \"data.csv\", row.names = FALSE)";

    @SuppressWarnings("ArrayRecordComponent")
    record Signature(int offset, byte[] bytes) {

        boolean matches(byte[] start) {
            int end = offset + bytes.length;
            return end <= start.length && Arrays.equals(start, offset, end, bytes, 0, bytes.length);
        }
    }

    private static final List<ForeignFormat> ALL = List.of(
            of("an Excel workbook", SHEET, List.of(".xlsx", ".xlsm", ".xlsb"), zip("[Content_Types].xml"), zip("xl/")),
            of("an Excel workbook", SHEET, List.of(".xls"), bytes(0, "d0cf11e0a1b11ae1")),
            of("a spreadsheet of LibreOffice", SHEET, List.of(".ods"), zip("mimetype")),
            of("a Parquet file", "give it a name that ends with .parquet", List.of(), at(0, "PAR1")),
            of(
                    "an Arrow or Feather file",
                    PANDAS,
                    List.of(".feather", ".arrow", ".arrows"),
                    bytes(0, "4152524f57310000"),
                    at(0, "FEA1"),
                    bytes(0, "ffffffff")),
            of("an ORC file", PANDAS, List.of(".orc"), at(0, "ORC")),
            of("an Avro file", PANDAS, List.of(".avro"), bytes(0, "4f626a01")),
            of(
                    "an array of NumPy",
                    "save it by numpy.savetxt with delimiter=\",\" and a header of names",
                    List.of(".npy", ".npz"),
                    bytes(0, "934e554d5059")),
            of("a pickle of Python", PANDAS, List.of(".pkl", ".pickle"), pickle(2), pickle(3), pickle(4), pickle(5)),
            of("an HDF5 file", PANDAS, List.of(".h5", ".hdf5"), bytes(0, "894844460d0a")),
            of("a file of MATLAB", "save it by writetable as CSV", List.of(".mat"), at(0, "MATLAB 5.0")),
            of(
                    "data of R",
                    R,
                    List.of(".rds", ".rda", ".rdata"),
                    bytes(0, "580a0000"),
                    bytes(0, "524458320a"),
                    bytes(0, "524458330a")),
            of(
                    "data of SPSS",
                    "save it as CSV there, or in R by write.csv(haven::read_sav(FILE), \"data.csv\")",
                    List.of(".sav", ".zsav"),
                    at(0, "$FL2"),
                    at(0, "$FL3")),
            of(
                    "data of SAS",
                    "export it as CSV, or in Python by pandas.read_sas",
                    List.of(".sas7bdat", ".xpt"),
                    bytes(12, "c2ea8160"),
                    at(0, "HEADER RECORD*******LIB")),
            of("data of Stata", "save it there by export delimited", List.of(".dta"), at(0, "<stata_dta>")),
            of(
                    "a database of SQLite",
                    "save a table as CSV: sqlite3 -header -csv FILE 'select * from TABLE' > data.csv",
                    List.of(".sqlite", ".sqlite3"),
                    bytes(0, "53514c69746520666f726d6174203300")),
            of(
                    "a database of DuckDB",
                    "save a table by copy TABLE to 'data.parquet'",
                    List.of(".duckdb"),
                    at(8, "DUCK")),
            of("a database of Access", "export the table as CSV", List.of(".mdb", ".accdb"), at(4, "Standard ")),
            of("a ZIP archive or an Excel workbook", "save its data as CSV", List.of(".zip"), bytes(0, "504b0304")),
            of(
                    "a tar archive",
                    "unpack it and name the file in it",
                    List.of(".tar", ".tgz", ".tar.gz"),
                    at(257, "ustar")),
            of(
                    "a packed archive",
                    "unpack it and name the file in it",
                    List.of(".7z", ".rar"),
                    bytes(0, "377abcaf"),
                    bytes(0, "526172211a")),
            of("compressed with xz or bzip2", UNPACK, List.of(".xz", ".bz2"), bytes(0, "fd377a585a"), at(0, "BZh")),
            of(
                    "compressed with another program than gzip or zstd",
                    UNPACK,
                    List.of(".lz4", ".snappy", ".br", ".z"),
                    bytes(0, "04224d18"),
                    bytes(0, "1f9d")),
            of(
                    "a PDF document",
                    "copy the table into a spreadsheet and save it as CSV",
                    List.of(".pdf"),
                    at(0, "%PDF-")));

    private static ForeignFormat of(String content, String wayOut, List<String> endings, Signature... signatures) {
        return new ForeignFormat(content, wayOut, endings, List.of(signatures));
    }

    private boolean holds(byte[] start, boolean text) {
        return signatures.stream()
                .anyMatch(signature -> signature.matches(start) && (!text || signature.bytes.length > SHORT));
    }

    private static Signature at(int offset, String text) {
        return new Signature(offset, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Signature bytes(int offset, String hex) {
        return new Signature(offset, HexFormat.of().parseHex(hex));
    }

    /// The name of the first file in a ZIP archive.
    private static Signature zip(String name) {
        return at(30, name);
    }

    private static Signature pickle(int protocol) {
        return bytes(0, "800" + protocol);
    }

    /// @param start of the file
    /// @param source its name, or a word for it
    /// @throws DataFileException if the file is one of these
    static void refuse(byte[] start, String source) throws DataFileException {
        String name = source.toLowerCase(Locale.ROOT);
        boolean text = isText(start);
        for (ForeignFormat format : ALL) {
            if (format.holds(start, text) || (!text && format.endings.stream().anyMatch(name::endsWith))) {
                throw new DataFileException(source + ": " + format.content + "; " + format.wayOut);
            }
        }
    }

    /// Whether a file of this name would be taken for one of these.
    static boolean isNamed(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        return ALL.stream().flatMap(format -> format.endings.stream()).anyMatch(name::endsWith);
    }

    /// Whether the bytes are of one of these.
    static boolean isKnown(byte[] start) {
        return ALL.stream().anyMatch(format -> format.holds(start, isText(start)));
    }

    /// Whether the bytes may be text, as those of no file are: it has control characters for blanks and line ends only.
    static boolean isText(byte[] start) {
        if (start.length > 1 && ((start[0] == -1 && start[1] == -2) || (start[0] == -2 && start[1] == -1))) {
            return true;
        }
        for (byte value : start) {
            if (value >= 0 && value < ' ' && (value < '\t' || value > '\r')) {
                return false;
            }
        }
        return true;
    }
}
