package dev.lamina.cli;

import dev.lamina.core.text.InWords;
import dev.lamina.data.Column;
import dev.lamina.data.Schema;
import dev.lamina.data.Table;
import dev.lamina.data.TimeFormat;
import dev.lamina.data.UnseenCells;
import dev.lamina.io.ColumnNames;
import dev.lamina.io.ReadTable;
import dev.lamina.io.TableReader;
import dev.lamina.model.Model;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// How data is read: the options of all commands that do.
final class ReadingOptions {

    @Option(
            names = "--missing",
            paramLabel = "WORDS",
            hideParamSyntax = true,
            description =
                    "Words that mean \"no value\", with commas between; the empty cell and the usual words do anyway.")
    private List<String> missing = List.of();

    @Option(
            names = "--category",
            paramLabel = "COLUMNS",
            hideParamSyntax = true,
            description = "Columns of words even if they look like numbers, such as zip codes, with commas between. A"
                    + " name with a comma goes in double quotes; the option may be repeated.")
    private List<String> categories = List.of();

    @Option(
            names = "--ignore",
            paramLabel = "COLUMNS",
            hideParamSyntax = true,
            description = "Columns to leave out, written in the same way.")
    private List<String> ignored = List.of();

    @Option(
            names = "--delimiter",
            paramLabel = "CHAR",
            converter = Delimiter.class,
            description = "What separates the fields of a CSV file, such as ';' or tab. Default: found by looking.")
    private @Nullable Character delimiter;

    @Option(
            names = "--decimal",
            paramLabel = "CHAR",
            converter = Decimal.class,
            description = "The decimal point of numbers, either . or , as written here. Default: as the data show.")
    private @Nullable Character decimal;

    @Option(
            names = "--dates",
            paramLabel = "ORDER",
            converter = DateOrder.class,
            description =
                    "How dates such as 3/4/2024 are written, day-first or month-first. Default: as the data show.")
    private @Nullable TimeFormat dates;

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            converter = Encoding.class,
            description =
                    "The encoding of the text, such as windows-1252. Default: UTF-8, or what its byte order mark says.")
    private @Nullable Charset encoding;

    TableReader reader(InputStream standardInput) {
        return reader(standardInput, Set.of());
    }

    /// @param labels columns that hold words, besides those named by the user
    TableReader reader(InputStream standardInput, Set<String> labels) {
        List<String> words = new ArrayList<>(categories);
        labels.forEach(label -> words.add(ColumnNames.quoted(label)));
        TableReader reader = TableReader.defaults()
                .standardInput(standardInput)
                .missingWords(missing())
                .categories(new ColumnNames(words));
        if (delimiter != null) {
            reader = reader.delimiter(delimiter);
        }
        if (decimal != null) {
            reader = reader.decimal(decimal);
        }
        if (dates != null) {
            reader = reader.dates(dates);
        }
        return encoding == null ? reader : reader.encoding(encoding);
    }

    List<String> missing() {
        return missing.stream()
                .flatMap(words -> ColumnNames.split(words).stream())
                .toList();
    }

    /// @throws dev.lamina.data.DataException if a column to ignore is not there
    Table withoutIgnored(Table table) {
        return ignored.isEmpty() ? table : table.without(new ColumnNames(ignored).in(table.names()));
    }

    /// The columns of new data that the model knows.
    ///
    /// @throws dev.lamina.data.DataException if one of them is not there
    ReadTable read(DataSource source, Schema schema) throws IOException {
        ReadTable read = reader(source.standardInput()).read(source.name(), schema);
        requireColumns(read, schema);
        return read;
    }

    /// Names the columns that the source has, of which the table only holds those of the schema.
    private static void requireColumns(ReadTable read, Schema schema) {
        Table table = read.table();
        Column[] all = Stream.concat(table.names().stream(), read.unusedColumns().stream())
                .map(name -> new Column.Numbers(name, new double[0]))
                .toArray(Column[]::new);
        Table named = Table.of(table.origin().source(), all);
        schema.fields().forEach(field -> named.require(field.name()));
    }

    /// Tells what the reader noticed, which cells the model has seen nothing like, and which columns neither the
    /// model nor the user knows; gives the counts of these cells. To be called when the table has turned out to
    /// fit, because otherwise the error is the one thing to tell.
    List<UnseenCells> warn(ReadTable read, Model model, Session session) {
        read.warnings().forEach(session::warn);
        List<UnseenCells> unseen = model.pipeline().examine(read.table());
        UnseenCells.warnings(unseen).forEach(session::warn);
        warnOfUnused(read, "the model does", model.pipeline().target().name(), session);
        return unseen;
    }

    /// The same of several models with one target, by their names; each with its counts.
    SequencedMap<String, List<UnseenCells>> warn(ReadTable read, SequencedMap<String, Model> models, Session session) {
        read.warnings().forEach(session::warn);
        SequencedMap<String, List<UnseenCells>> unseen = new LinkedHashMap<>();
        models.forEach((name, model) -> {
            List<UnseenCells> cells = model.pipeline().examine(read.table());
            UnseenCells.warnings(cells).forEach(warning -> session.warn(name + ": " + warning));
            unseen.put(name, cells);
        });
        String target = models.firstEntry().getValue().pipeline().target().name();
        warnOfUnused(read, "the models do", target, session);
        return unseen;
    }

    private void warnOfUnused(ReadTable read, String whoDoes, String target, Session session) {
        ColumnNames known = new ColumnNames(ignored);
        List<String> unused = read.unusedColumns().stream()
                .filter(column -> !column.equals(target) && !known.mayMean(column))
                .toList();
        if (!unused.isEmpty()) {
            session.warn(whoDoes + " not use " + InWords.list(unused, 10) + "; name them with --ignore to hide this");
        }
    }

    /// The columns of a table, so that other data is read in the same way.
    ///
    /// @param labels columns that hold words, whatever the table has read them as
    Schema schema(Table table, Set<String> labels) {
        List<Schema.Field> fields = table.columns().stream()
                .map(column -> labels.contains(column.name())
                        ? new Schema.Field(column.name(), Schema.Type.CATEGORY)
                        : column.field())
                .toList();
        return new Schema(fields, missing());
    }

    /// The options that reading like data again needs; the model knows the others.
    List<String> forLikeData() {
        List<String> options = new ArrayList<>();
        if (delimiter != null) {
            options.addAll(List.of("--delimiter", delimiter == '\t' ? "tab" : delimiter.toString()));
        }
        if (encoding != null) {
            options.addAll(List.of("--encoding", encoding.name()));
        }
        return options;
    }

    private static final class Delimiter implements ITypeConverter<Character> {
        @Override
        public Character convert(String text) {
            if (text.equals("tab") || text.equals("\\t")) {
                return '\t';
            }
            if (text.length() != 1) {
                throw new TypeConversionException("'" + text + "' is not one character or the word tab");
            }
            return text.charAt(0);
        }
    }

    private static final class Decimal implements ITypeConverter<Character> {
        @Override
        public Character convert(String text) {
            if (!text.equals(".") && !text.equals(",")) {
                throw new TypeConversionException("'" + text + "' is neither . nor ,");
            }
            return text.charAt(0);
        }
    }

    private static final class DateOrder implements ITypeConverter<TimeFormat> {
        @Override
        public TimeFormat convert(String text) {
            return switch (text) {
                case "day-first" -> TimeFormat.DAY_MONTH_YEAR;
                case "month-first" -> TimeFormat.MONTH_DAY_YEAR;
                default -> throw new TypeConversionException("'" + text + "' is neither day-first nor month-first");
            };
        }
    }

    private static final class Encoding implements ITypeConverter<Charset> {
        @Override
        public Charset convert(String text) {
            try {
                return Charset.forName(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(
                        "'" + text + "' is no encoding that Java knows, such as UTF-8, windows-1252 or ISO-8859-1");
            }
        }
    }
}
