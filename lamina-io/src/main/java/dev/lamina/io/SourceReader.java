package dev.lamina.io;

import dev.lamina.data.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a source into a table, whatever it is, and hashes what it reads unless a schema chooses the columns.
final class SourceReader {

    /// How a query starts; blanks, comments and parentheses may stand before.
    private static final Pattern QUERY = Pattern.compile(
            "(?:[\\s(]++|--[^\\n]*+\\n|/\\*.*?\\*/)*+(?:select|from|with)(?:[\\s('\"]|--|/\\*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /// Queries that may have been meant as names of files.
    private static final Pattern LIKE_A_FILE = Pattern.compile("[^'\"\\n]*\\.\\w{1,8}");

    /// What messages call these sources.
    private static final String STANDARD_INPUT = "standard input";

    private static final String QUERY_SOURCE = "query";

    private final ReadSettings settings;
    private final TableBuilder table;
    private final @Nullable ReadDigest digest;
    private boolean queried;

    private SourceReader(String name, ReadSettings settings, @Nullable Schema schema) {
        this.settings = settings;
        this.table = new TableBuilder(name, settings, schema);
        this.digest = schema == null ? new ReadDigest() : null;
    }

    /// Reads a source; a second time if what was kept of it does not decide what its columns hold. Standard input and
    /// pipes cannot be read twice: there such a column is one of numbers, and what speaks against it is told.
    ///
    /// @param schema the columns to read; null for all
    static ReadTable read(String source, ReadSettings settings, @Nullable Schema schema) throws DataFileException {
        SourceReader reader = new SourceReader(nameOf(source), settings, schema);
        String hashed = reader.readRows(source);
        Set<String> unsure = reader.table.unsure();
        if (unsure.isEmpty() || !canBeReadAgain(source)) {
            return reader.finish(hashed);
        }
        return read(source, settings.unsure(unsure), schema);
    }

    private static boolean canBeReadAgain(String source) throws DataFileException {
        return !isStandardInput(source)
                && (isQuery(source) || files(source).stream().allMatch(file -> Files.isRegularFile(file)));
    }

    /// What messages call a source.
    private static String nameOf(String source) {
        return isStandardInput(source) ? STANDARD_INPUT : isQuery(source) ? QUERY_SOURCE : source;
    }

    /// Adds all rows to the table.
    ///
    /// @return what is hashed
    private String readRows(String source) throws DataFileException {
        if (isStandardInput(source)) {
            return standardInput();
        }
        return isQuery(source) ? query(source) : files(files(source));
    }

    static boolean isStandardInput(String source) {
        return source.equals("-");
    }

    /// Whether the source is a query and no file.
    static boolean isQuery(String source) {
        return !exists(source) && QUERY.matcher(source).lookingAt();
    }

    private static boolean exists(String source) {
        try {
            return Files.exists(Path.of(source));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    static List<Path> files(String source) throws DataFileException {
        try {
            return SourceFiles.find(source);
        } catch (IOException e) {
            throw failure(source, e);
        }
    }

    private String standardInput() throws DataFileException {
        InputStream in = Objects.requireNonNullElse(settings.standardInput(), System.in);
        try {
            TextFile.read(digested(in), STANDARD_INPUT, SourceKind.CSV, false, settings, table);
        } catch (IOException e) {
            throw failure(STANDARD_INPUT, e);
        }
        return "the bytes read";
    }

    private String query(String sql) throws DataFileException {
        try {
            QueryEngine engine = QueryEngines.require(QUERY_SOURCE);
            table.startSource(QUERY_SOURCE);
            engine.query(sql, table);
            table.endSource();
            queried = true;
            return "the rows as CSV";
        } catch (IOException e) {
            DataFileException problem = failure(QUERY_SOURCE, e);
            throw LIKE_A_FILE.matcher(sql).matches()
                    ? new DataFileException(problem.getMessage() + "; no file has this name either", problem)
                    : problem;
        }
    }

    private String files(List<Path> files) throws DataFileException {
        requireOneKind(files);
        for (Path file : files) {
            boolean mayBeEmpty = files.size() > 1 && (table.hasSource() || !file.equals(files.getLast()));
            try {
                read(file, mayBeEmpty);
            } catch (IOException e) {
                throw failure(file.toString(), e);
            }
        }
        return of(files);
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

    /// @param mayBeEmpty whether a file of text without anything adds no rows, as one part of several
    private void read(Path file, boolean mayBeEmpty) throws IOException {
        String source = file.toString();
        table.constants(Partitions.of(file));
        SourceKind kind = SourceKind.held(file);
        switch (kind) {
            case CSV, JSON ->
                TextFile.read(digested(Files.newInputStream(file)), source, kind, mayBeEmpty, settings, table);
            case IDX -> IdxFile.read(digested(Files.newInputStream(file)), file, table);
            case PARQUET -> readParquet(file, source);
        }
    }

    private void readParquet(Path file, String source) throws IOException {
        QueryEngine engine = QueryEngines.require(source);
        table.startSource(source);
        engine.readParquet(file, table);
        table.endSource();
        if (digest != null) {
            digest.add(file);
        }
    }

    private InputStream digested(InputStream in) {
        return digest == null ? in : digest.of(in);
    }

    /// What was hashed of these files.
    private static String of(List<Path> files) {
        boolean labelled = SourceKind.of(files.getFirst()) == SourceKind.IDX
                && IdxFile.labelsBeside(files.getFirst()).isPresent();
        if (files.size() > 1) {
            return files.size() + (labelled ? " files of images" : " files") + ", one after the other";
        }
        return labelled ? "the file of images" : "";
    }

    private ReadTable finish(String hashed) throws DataFileException {
        ReadTable read = table.finish();
        if (digest == null) {
            return read;
        }
        try {
            if (queried) {
                digest.add(read.table());
            }
        } catch (IOException e) {
            throw failure(QUERY_SOURCE, e);
        }
        return read.hashed(digest.finish(hashed));
    }

    private static DataFileException failure(String source, IOException cause) {
        return switch (cause) {
            case DataFileException exception -> exception;
            case AccessDeniedException denied -> new DataFileException(source + ": permission denied", denied);
            case IOException other -> new DataFileException(source + ": " + other.getMessage(), other);
        };
    }
}
