package dev.lamina.io;

import dev.lamina.data.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads tables from files of any supported kind. Immutable and thread-safe: each setting gives a new reader.
///
/// A source is one of
///
/// - a file: CSV (`.csv`, `.tsv`, `.txt` and every other name), JSON (`.json`, `.jsonl`, `.ndjson`: an array of
///   objects, or one object on each line), IDX images (`.idx`, `…ubyte`), Parquet (`.parquet`, `.pq`); all but
///   Parquet also compressed with gzip or zstd
/// - a glob such as `data/2024-*.csv`: files of one kind with the same columns, matched by name
/// - `-`: CSV on standard input
/// - an SQL query that starts with `select`, `from` or `with`, with file names in quotes as tables
///
/// Parquet and SQL need a [QueryEngine], which the module `lamina-duckdb` provides.
///
/// Types of CSV columns rest on every cell. A column is numbers if every cell is one, times if every cell is an
/// ISO 8601 date or time, and otherwise categories; text among numbers is an error with its line. Empty and
/// blank cells are missing. The usual words for missing, such as `NA`, `None` or `?`, mean it only among
/// numbers or times; in a column of words they are words like any other.
public final class TableReader {

    private static final Pattern QUERY =
            Pattern.compile("\\s*(select|from|with)\\s.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /// What messages call these sources.
    private static final String STANDARD_INPUT = "standard input";

    private static final String QUERY_SOURCE = "query";

    private final ReadSettings settings;

    private TableReader(ReadSettings settings) {
        this.settings = settings;
    }

    /// Finds the delimiter; UTF-8, or UTF-16 by its byte order mark; decimal points; no missing words but the
    /// usual ones.
    public static TableReader defaults() {
        long memoryLimit = Runtime.getRuntime().maxMemory() / 2;
        return new TableReader(
                new ReadSettings(null, null, '.', new MissingWords(List.of()), Set.of(), null, memoryLimit));
    }

    /// The character between the fields of CSV, instead of finding it.
    ///
    /// @throws IllegalArgumentException for a quote or the end of a line
    public TableReader delimiter(char delimiter) {
        if (delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
            throw new IllegalArgumentException("delimiter must be neither a quote nor the end of a line");
        }
        return new TableReader(settings.delimiter(delimiter));
    }

    /// The encoding of CSV and JSON.
    public TableReader encoding(Charset encoding) {
        return new TableReader(settings.encoding(Objects.requireNonNull(encoding, "encoding")));
    }

    /// The decimal point of numbers in CSV.
    ///
    /// @param decimal `.` or `,`
    public TableReader decimal(char decimal) {
        if (decimal != '.' && decimal != ',') {
            throw new IllegalArgumentException("decimal must be . or , but is " + decimal);
        }
        return new TableReader(settings.decimal(decimal));
    }

    /// Cells that mean "missing" in every column, besides the empty one.
    public TableReader missingWords(List<String> missingWords) {
        return new TableReader(settings.missing(new MissingWords(missingWords)));
    }

    /// As set by [#missingWords(List)]; the usual words are not among them.
    public List<String> missingWords() {
        return settings.missing().named();
    }

    /// Columns whose cells are words even if they look like numbers or times.
    public TableReader categories(Set<String> categories) {
        return new TableReader(settings.categories(categories));
    }

    /// What the source `-` reads, instead of the JVM's standard input.
    public TableReader standardInput(InputStream standardInput) {
        return new TableReader(settings.standardInput(Objects.requireNonNull(standardInput, "standardInput")));
    }

    TableReader memoryLimit(long bytes) {
        return new TableReader(settings.memoryLimit(bytes));
    }

    /// Reads a source and finds the types of its columns.
    ///
    /// @throws DataFileException in one line: the place, what was expected, what came and what to do
    public ReadTable read(String source) throws DataFileException {
        return read(source, settings, null);
    }

    /// Reads the columns that the schema names, as it types them, and skips all others. A column that is not in
    /// the source is not in the table either.
    ///
    /// @throws DataFileException in one line: the place, what was expected, what came and what to do
    public ReadTable read(String source, Schema schema) throws DataFileException {
        Objects.requireNonNull(schema, "schema");
        MissingWords missing = settings.missing().with(schema.missingWords());
        return read(source, settings.missing(missing), schema);
    }

    /// The target that a source has by its nature: `label` for IDX images with a labels file beside them.
    public static Optional<String> defaultTarget(String source) throws DataFileException {
        if (isStandardInput(source) || isQuery(source)) {
            return Optional.empty();
        }
        Path file = files(source).getFirst();
        boolean labelled = SourceKind.of(file) == SourceKind.IDX
                && IdxFile.labelsBeside(file).isPresent();
        return labelled ? Optional.of(IdxFile.LABEL) : Optional.empty();
    }

    private static boolean isStandardInput(String source) {
        return source.equals("-");
    }

    private static boolean isQuery(String source) {
        return QUERY.matcher(source).matches();
    }

    private static ReadTable read(String source, ReadSettings settings, @Nullable Schema schema)
            throws DataFileException {
        if (isStandardInput(source)) {
            TableBuilder table = new TableBuilder(STANDARD_INPUT, settings, schema);
            readStandardInput(settings, table);
            return table.finish();
        }
        if (isQuery(source)) {
            TableBuilder table = new TableBuilder(QUERY_SOURCE, settings, schema);
            query(source, table);
            return table.finish();
        }
        TableBuilder table = new TableBuilder(source, settings, schema);
        List<Path> files = files(source);
        requireOneKind(files);
        for (Path file : files) {
            readFile(file, settings, table);
        }
        return table.finish();
    }

    private static List<Path> files(String source) throws DataFileException {
        try {
            return SourceFiles.find(source);
        } catch (IOException e) {
            throw failure(source, e);
        }
    }

    private static void requireOneKind(List<Path> files) throws DataFileException {
        SourceKind kind = SourceKind.of(files.getFirst());
        for (Path file : files) {
            if (SourceKind.of(file) != kind) {
                throw new DataFileException(file + ": a file of another kind than " + files.getFirst()
                        + "; files that are read together must be of one kind");
            }
        }
    }

    private static void readStandardInput(ReadSettings settings, TableBuilder table) throws DataFileException {
        InputStream in = Objects.requireNonNullElse(settings.standardInput(), System.in);
        try {
            CsvFile.read(in, STANDARD_INPUT, settings, table);
        } catch (IOException e) {
            throw failure(STANDARD_INPUT, e);
        }
    }

    private static void readFile(Path file, ReadSettings settings, TableBuilder table) throws DataFileException {
        String source = file.toString();
        try {
            switch (SourceKind.of(file)) {
                case CSV -> CsvFile.read(Files.newInputStream(file), source, settings, table);
                case PARQUET -> readParquet(file, source, table);
                case JSON -> JsonFile.read(Files.newInputStream(file), source, settings, table);
                case IDX -> IdxFile.read(file, source, table);
            }
        } catch (IOException e) {
            throw failure(source, e);
        }
    }

    private static void readParquet(Path file, String source, TableBuilder table) throws IOException {
        QueryEngine engine = QueryEngines.require(source);
        table.startSource(source);
        engine.readParquet(file, table);
        table.endSource();
    }

    private static void query(String sql, TableBuilder table) throws DataFileException {
        QueryEngine engine = QueryEngines.require(QUERY_SOURCE);
        table.startSource(QUERY_SOURCE);
        try {
            engine.query(sql, table);
        } catch (IOException e) {
            throw failure(QUERY_SOURCE, e);
        }
        table.endSource();
    }

    private static DataFileException failure(String source, IOException cause) {
        return switch (cause) {
            case DataFileException exception -> exception;
            case AccessDeniedException denied -> new DataFileException(source + ": permission denied", denied);
            case IOException other -> new DataFileException(source + ": " + other.getMessage(), other);
        };
    }
}
