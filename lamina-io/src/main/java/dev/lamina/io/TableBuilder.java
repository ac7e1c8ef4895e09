package dev.lamina.io;

import dev.lamina.data.Column;
import dev.lamina.data.Schema;
import dev.lamina.data.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Builds a table of the rows of one or more sources, whose columns are matched by name.
///
/// For each source [#startSource], then for each of its rows [#startLine] if it has lines, the cells, and
/// [#endRow], then [#endSource]; at last [#finish].
final class TableBuilder {

    /// Wide enough for genes; a file with more is most likely not what it seems.
    static final int MAX_COLUMNS = 1 << 17;

    /// What a column takes before its first cell.
    private static final int COLUMN_BYTES = 1000;

    private static final int SKIPPED = -1;

    /// A column of a source.
    ///
    /// @param type that the source says it has; null if it says nothing
    record Field(String name, Schema.@Nullable Type type) {}

    private final String whole;
    private final ReadSettings settings;

    /// The columns to read; null for all, with types to be found.
    private final @Nullable Map<String, Schema.Type> schema;

    private final Memory memory;
    private final RowLog rows;
    private final Set<String> unused = new LinkedHashSet<>();

    /// Where each column that is read stands in `cells`. The first source decides.
    private final Map<String, Integer> columns = new LinkedHashMap<>();

    private Cells[] cells = {};

    /// The column of each field of the current source.
    private int[] columnOf = {};

    private @Nullable String firstSource;

    /// @param whole the source as the user named it, or a word for it
    TableBuilder(String whole, ReadSettings settings, @Nullable Schema schema) {
        this.whole = whole;
        this.settings = settings;
        this.schema = schema == null
                ? null
                : schema.fields().stream().collect(Collectors.toMap(Schema.Field::name, Schema.Field::type));
        this.memory = new Memory(whole, settings.memoryLimit());
        this.rows = new RowLog(memory);
    }

    /// @param place where the names stand
    void startSource(String source, String place, List<Field> fields) throws DataFileException {
        requireNames(place, fields);
        rows.startSource(source);
        if (firstSource == null) {
            firstSource = source;
            addColumns(place, fields);
        } else {
            requireSameColumns(source, firstSource, fields);
        }
        columnOf = new int[fields.size()];
        for (int i = 0; i < columnOf.length; i++) {
            columnOf[i] = columns.getOrDefault(fields.get(i).name(), SKIPPED);
        }
    }

    private static void requireNames(String place, List<Field> fields) throws DataFileException {
        if (fields.size() > MAX_COLUMNS) {
            throw new DataFileException(place + ": more than " + MAX_COLUMNS + " columns; is the delimiter right?");
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.get(i).name();
            if (name.isEmpty()) {
                throw new DataFileException(place + ": column " + (i + 1) + " has no name; give it one in the header");
            }
            if (!seen.add(name)) {
                throw new DataFileException(place + ": duplicate column name \"" + name + "\"; rename one");
            }
        }
    }

    private void addColumns(String place, List<Field> fields) throws DataFileException {
        List<Cells> made = new ArrayList<>();
        for (Field field : fields) {
            String name = field.name();
            if (isWanted(name)) {
                memory.take(COLUMN_BYTES);
                columns.put(name, made.size());
                made.add(Cells.of(new ColumnContext(name, schema != null, settings, rows, memory), type(field)));
            } else {
                unused.add(name);
            }
        }
        cells = made.toArray(Cells[]::new);
        for (String category : settings.categories()) {
            if (schema == null && !columns.containsKey(category)) {
                throw new DataFileException(place + ": no column \"" + category + "\" to read as words");
            }
        }
    }

    private boolean isWanted(String name) {
        return schema == null || schema.containsKey(name);
    }

    private Schema.@Nullable Type type(Field field) {
        if (schema != null) {
            return schema.get(field.name());
        }
        return settings.categories().contains(field.name()) ? Schema.Type.CATEGORY : field.type();
    }

    private void requireSameColumns(String source, String first, List<Field> fields) throws DataFileException {
        Set<String> names = new HashSet<>();
        for (Field field : fields) {
            names.add(field.name());
            if (isWanted(field.name()) && !columns.containsKey(field.name())) {
                throw new DataFileException(
                        "%s: column \"%s\" is not in %s; files that are read together must have the same columns"
                                .formatted(source, field.name(), first));
            }
        }
        for (String name : columns.keySet()) {
            if (!names.contains(name)) {
                throw new DataFileException(
                        "%s: no column \"%s\", which %s has; files that are read together must have the same columns"
                                .formatted(source, name, first));
            }
        }
    }

    /// The row that follows starts on this line.
    void startLine(int line) {
        rows.startLine(line);
    }

    /// The place of the row that is being read.
    String here() {
        return rows.here();
    }

    boolean isRead(int field) {
        return columnOf[field] != SKIPPED;
    }

    /// Adds the cell `text[from, to)`, which is missing if it is blank. Does nothing for a skipped field.
    void addText(int field, char[] text, int from, int to) throws DataFileException {
        int column = columnOf[field];
        if (column == SKIPPED) {
            return;
        }
        int start = Blanks.start(text, from, to);
        boolean missing = start == to || settings.missing().isNamed(text, start, Blanks.end(text, start, to));
        cells[column] = missing ? cells[column].addMissing() : cells[column].addText(text, from, to);
    }

    void addMissing(int field) throws DataFileException {
        int column = columnOf[field];
        if (column != SKIPPED) {
            cells[column] = cells[column].addMissing();
        }
    }

    void addNumber(int field, double value) throws DataFileException {
        int column = columnOf[field];
        if (column != SKIPPED) {
            cells[column] = cells[column].addNumber(value);
        }
    }

    void addTime(int field, double epochSeconds) throws DataFileException {
        int column = columnOf[field];
        if (column != SKIPPED) {
            cells[column] = cells[column].addTime(epochSeconds);
        }
    }

    void endRow() throws DataFileException {
        rows.endRow();
    }

    void endSource() throws DataFileException {
        rows.endSource();
    }

    /// The table of all rows; this builder ends here.
    ReadTable finish() throws DataFileException {
        if (rows.origin().rows() == 0) {
            throw new DataFileException(whole + ": no rows; there are only column names");
        }
        List<Column> finished = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (Cells column : cells) {
            finished.add(column.finish(warnings::add));
        }
        return new ReadTable(new Table(finished, rows.origin()), List.copyOf(unused), warnings);
    }
}
