package dev.lamina.io;

import dev.lamina.data.Schema;
import dev.lamina.data.TimeFormat;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Reads tables from files of any supported kind. Immutable and thread-safe: each setting gives a new reader.
///
/// A source is one of
///
/// - a file: CSV (`.csv`, `.tsv`, `.txt` and every other name), JSON (`.json`, `.jsonl`, `.ndjson`: an array of
///   objects, one object on each line, or an object of columns or rows as pandas writes it), IDX images (`.idx`,
///   `…ubyte`), Parquet (`.parquet`, `.pq`); all but Parquet also compressed with gzip or zstd. The content tells CSV,
///   JSON and Parquet apart where it is sure, whatever the name
/// - a folder: all files in it and in its folders, which must be of one kind; what begins with `_` or `.` is skipped
/// - a glob such as `data/2024-*.csv`: files of one kind with the same columns, matched by name
/// - `-`: CSV or JSON on standard input
/// - an SQL query that starts with `select`, `from` or `with`, with file names in quotes as tables
///
/// The name of a file that exists means this file, however it is spelled; only what is no file is a glob or a query.
/// A query must be one statement that only reads, which the database's parser decides before anything runs. It can
/// read every file that the program may read: do not build one from text that others wrote.
///
/// Parquet and SQL need a [QueryEngine], which the module `lamina-duckdb` provides.
///
/// Folders such as `year=2024` directly above a file are columns, with this value in every row of the file, unless the
/// file has a column of this name.
///
/// Blank lines of CSV are no rows, except in a file of one column: there they are, with a missing cell, unless only
/// blank lines follow. Comments above the header, names and numbers of rows without a name, and empty fields at the end
/// of all lines are left out, with a warning.
///
/// What a column of text holds rests on every one of its cells: numbers or times in one format, or words; see
/// `docs/data.md` for the rule. Empty and blank cells are missing. The usual words for missing, such as `NA`, `None` or
/// `?`, mean it only among numbers or times; in a column of words they are words like any other.
public final class TableReader {

    private final ReadSettings settings;

    private TableReader(ReadSettings settings) {
        this.settings = settings;
    }

    /// Finds the delimiter; UTF-8, or UTF-16 by its byte order mark; decimal points; no missing words but the
    /// usual ones.
    public static TableReader defaults() {
        return new TableReader(ReadSettings.defaults(Runtime.getRuntime().maxMemory() / 2));
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

    /// The decimal point of numbers that are text, instead of finding it.
    ///
    /// @param decimal `.` or `,`
    public TableReader decimal(char decimal) {
        if (decimal != '.' && decimal != ',') {
            throw new IllegalArgumentException("decimal must be . or , but is " + decimal);
        }
        return new TableReader(settings.decimal(decimal));
    }

    /// The order of day and month in dates that are text and begin with neither the year nor the name of the month,
    /// instead of finding it.
    ///
    /// @param order [TimeFormat#DAY_MONTH_YEAR] or [TimeFormat#MONTH_DAY_YEAR]
    public TableReader dates(TimeFormat order) {
        if (order != TimeFormat.DAY_MONTH_YEAR && order != TimeFormat.MONTH_DAY_YEAR) {
            throw new IllegalArgumentException("dates must have the day or the month first, but are " + order);
        }
        return new TableReader(settings.dates(order));
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
        return categories(ColumnNames.of(categories));
    }

    /// The same, with the names as people write them.
    public TableReader categories(ColumnNames categories) {
        return new TableReader(settings.categories(Objects.requireNonNull(categories, "categories")));
    }

    /// What the source `-` reads, instead of the JVM's standard input.
    public TableReader standardInput(InputStream standardInput) {
        return new TableReader(settings.standardInput(Objects.requireNonNull(standardInput, "standardInput")));
    }

    TableReader memoryLimit(long bytes) {
        return new TableReader(settings.memoryLimit(bytes));
    }

    /// Reads a source, finds the types of its columns, and hashes what it reads.
    ///
    /// @throws DataFileException in one line: the place, what was expected, what came and what to do
    public ReadTable read(String source) throws DataFileException {
        return SourceReader.read(source, settings, null);
    }

    /// Reads the columns that the schema names, as it types them, and skips all others. A column that is not in
    /// the source is not in the table either.
    ///
    /// @throws DataFileException in one line: the place, what was expected, what came and what to do
    public ReadTable read(String source, Schema schema) throws DataFileException {
        Objects.requireNonNull(schema, "schema");
        MissingWords missing = settings.missing().with(schema.missingWords());
        return SourceReader.read(source, settings.missing(missing), schema);
    }

    /// The target that a source has by its nature: `label` for IDX images with a labels file beside them.
    public static Optional<String> defaultTarget(String source) throws DataFileException {
        if (SourceReader.isStandardInput(source) || SourceReader.isQuery(source)) {
            return Optional.empty();
        }
        Path file = SourceReader.files(source).getFirst();
        boolean labelled = SourceKind.of(file) == SourceKind.IDX
                && IdxFile.labelsBeside(file).isPresent();
        return labelled ? Optional.of(IdxFile.LABEL) : Optional.empty();
    }
}
