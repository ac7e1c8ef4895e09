package dev.lamina.io;

import dev.lamina.data.Column;
import dev.lamina.data.Schema;
import dev.lamina.data.Table;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Builds a table of the rows of one or more sources, whose columns are matched by name.
///
/// For each source [#startSource], then for each of its rows [#startLine] if it has lines, the cells, and
/// [#endRow], then [#endSource]; at last [#finish].
final class TableBuilder implements TableSink {

    /// Wide enough for genes; a file with more is most likely not what it seems.
    static final int MAX_COLUMNS = 1 << 17;

    /// What a column takes before its first cell.
    private static final int COLUMN_BYTES = 1000;

    private static final int SKIPPED = -1;

    /// A column of a source.
    record Field(String name, Typing typing) {}

    private final String whole;
    private final ReadSettings settings;

    /// The columns to read; null for all, with types to be found.
    private final @Nullable Map<String, Schema.Field> schema;

    private final Memory memory;
    private final RowLog rows;
    private final Set<String> unused = new LinkedHashSet<>();
    private final List<String> warnings = new ArrayList<>();

    /// Where each column that is read stands in `cells`. The first source decides.
    private final Map<String, Integer> columns = new LinkedHashMap<>();

    private Cells[] cells = {};

    private @Nullable String firstSource;
    private String source = "";

    /// The fields of the current source by their names.
    private final Map<String, Integer> names = new LinkedHashMap<>();

    /// The column of each of these.
    private int[] columnOf = {};

    /// Columns of the current source that its rows do not hold, each with its value for all of them.
    private Map<String, String> constants = Map.of();

    /// The fields of those that the rows do not hold indeed.
    private final Map<Integer, char[]> constantFields = new LinkedHashMap<>();

    /// @param whole the source as the user named it, or a word for it
    TableBuilder(String whole, ReadSettings settings, @Nullable Schema schema) {
        this.whole = whole;
        this.settings = settings;
        this.schema = schema == null
                ? null
                : schema.fields().stream().collect(Collectors.toMap(Schema.Field::name, Function.identity()));
        this.memory = new Memory(whole, settings.memoryLimit());
        this.rows = new RowLog(memory);
    }

    /// Starts a source with these fields.
    ///
    /// @param place where the names stand
    void startSource(String source, String place, List<Field> fields) throws DataFileException {
        startSource(source);
        for (Field field : fields) {
            addField(place, field);
        }
        endFields(place);
    }

    /// Starts a source whose fields are added by [#addField] or [#startRows].
    void startSource(String source) {
        this.source = source;
        if (firstSource == null) {
            firstSource = source;
        }
        rows.startSource(source);
        names.clear();
        constantFields.clear();
    }

    /// The source that starts next has these columns too, unless its rows hold them.
    void constants(Map<String, String> constants) {
        this.constants = constants;
    }

    @Override
    public void startRows(List<TableSink.Field> fields) throws DataFileException {
        for (TableSink.Field field : fields) {
            addField(source, new Field(field.name(), Typing.of(field.type())));
        }
        endFields(source);
    }

    /// Adds a field to the current source; it is missing in the rows before this one.
    ///
    /// @param place where the name stands
    /// @return the number of the field, from 0
    int addField(String place, Field field) throws DataFileException {
        int number = startField(place, field);
        for (int row = 0; row < rows.rows(); row++) {
            addMissing(number);
        }
        return number;
    }

    private int startField(String place, Field field) throws DataFileException {
        int number = names.size();
        String name = field.name();
        if (number == MAX_COLUMNS) {
            throw new DataFileException(place + ": more than " + MAX_COLUMNS + " columns; read fewer");
        }
        if (name.isEmpty()) {
            throw new DataFileException(place + ": column " + (number + 1) + " has no name; give it one");
        }
        Integer same = names.put(name, number);
        if (same != null) {
            throw new DataFileException("%s: duplicate name: columns %d and %d are both named \"%s\"; rename one"
                    .formatted(place, same + 1, number + 1, name));
        }
        if (number == columnOf.length) {
            columnOf = Arrays.copyOf(columnOf, 2 * number + 8);
        }
        columnOf[number] = column(field);
        return number;
    }

    private int column(Field field) throws DataFileException {
        String name = field.name();
        if (schema != null && !schema.containsKey(name)) {
            unused.add(name);
            return SKIPPED;
        }
        Integer known = columns.get(name);
        if (known != null) {
            return known;
        }
        if (!source.equals(firstSource)) {
            throw new DataFileException(
                    "%s: column \"%s\" is not in %s; files that are read together must have the same columns"
                            .formatted(source, name, firstSource));
        }
        return addColumn(field);
    }

    private int addColumn(Field field) throws DataFileException {
        memory.take(COLUMN_BYTES);
        int column = columns.size();
        columns.put(field.name(), column);
        if (column == cells.length) {
            cells = Arrays.copyOf(cells, 2 * column + 8);
        }
        Schema.Field fixed = schema == null ? null : schema.get(field.name());
        boolean typed = field.typing() != Typing.BY_TEXT;
        cells[column] =
                Cells.of(new ColumnContext(field.name(), fixed, typed, settings, rows, memory), typing(field, fixed));
        return column;
    }

    private Typing typing(Field field, Schema.@Nullable Field fixed) {
        if (fixed != null) {
            return Typing.of(fixed.type());
        }
        return settings.categories().mayMean(field.name()) ? Typing.CATEGORY : field.typing();
    }

    /// The current source has no other fields.
    ///
    /// @param place where the names stand
    void endFields(String place) throws DataFileException {
        for (Map.Entry<String, String> constant : constants.entrySet()) {
            if (!names.containsKey(constant.getKey())) {
                addConstant(place, constant.getKey(), constant.getValue().toCharArray());
            }
        }
        for (String name : columns.keySet()) {
            if (!names.containsKey(name)) {
                throw new DataFileException(
                        "%s: no column \"%s\", which %s has; files that are read together must have the same columns"
                                .formatted(source, name, firstSource));
            }
        }
        for (String category : settings.categories().in(columns.keySet())) {
            if (schema == null && !columns.containsKey(category)) {
                throw new DataFileException(place + ": no column \"" + category + "\" to read as words");
            }
        }
    }

    private void addConstant(String place, String name, char[] value) throws DataFileException {
        int field = startField(place, new Field(name, Typing.BY_TEXT));
        for (int row = 0; row < rows.rows(); row++) {
            addText(field, value, 0, value.length);
        }
        constantFields.put(field, value);
    }

    /// Whether a source was read.
    boolean hasSource() {
        return firstSource != null;
    }

    /// Warns of something about the current source; of several sources the first speaks for all.
    void note(String warning) {
        if (source.equals(firstSource)) {
            warnings.add(warning);
        }
    }

    /// The row that follows starts on this line.
    void startLine(int line) {
        rows.startLine(line);
    }

    @Override
    public String here() {
        return rows.here();
    }

    @Override
    public boolean isRead(int field) {
        return columnOf[field] != SKIPPED;
    }

    @Override
    public boolean isWords(int field) {
        return isRead(field) && cells[columnOf[field]] instanceof WordCells;
    }

    @Override
    public void addText(int field, String text) throws DataFileException {
        addText(field, text.toCharArray(), 0, text.length());
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

    @Override
    public void addMissing(int field) throws DataFileException {
        int column = columnOf[field];
        if (column != SKIPPED) {
            cells[column] = cells[column].addMissing();
        }
    }

    @Override
    public void addNumber(int field, double value) throws DataFileException {
        int column = columnOf[field];
        if (column != SKIPPED) {
            boolean missing = settings.missing().isNamed(value);
            cells[column] = missing ? cells[column].addMissing() : cells[column].addNumber(value);
        }
    }

    @Override
    public void addNumber(int field, String digits) throws DataFileException {
        int column = columnOf[field];
        if (column != SKIPPED) {
            char[] text = digits.toCharArray();
            boolean missing = settings.missing().isNamed(text, 0, text.length);
            cells[column] = missing ? cells[column].addMissing() : cells[column].addNumber(digits);
        }
    }

    @Override
    public void addTimeOfDay(int field, LocalTime time) throws DataFileException {
        int column = columnOf[field];
        if (column != SKIPPED) {
            cells[column] = cells[column].addTimeOfDay(TimeText.of(time));
        }
    }

    @Override
    public void addTime(int field, LocalDateTime time) throws DataFileException {
        int column = columnOf[field];
        if (column != SKIPPED) {
            double seconds = TimeText.of(time);
            boolean missing = settings.missing().isNamedTime(seconds);
            cells[column] = missing ? cells[column].addMissing() : cells[column].addTime(seconds);
        }
    }

    @Override
    public void endRow() throws DataFileException {
        if (!constantFields.isEmpty()) {
            for (Map.Entry<Integer, char[]> constant : constantFields.entrySet()) {
                addText(constant.getKey(), constant.getValue(), 0, constant.getValue().length);
            }
        }
        rows.endRow();
    }

    void endSource() throws DataFileException {
        rows.endSource();
    }

    /// The columns whose kind cannot be decided by what was kept of them: their source is to be read again, with these
    /// columns kept to the end. To be asked before [#finish].
    Set<String> unsure() {
        return columns.entrySet().stream()
                .filter(entry -> cells[entry.getValue()].unsure())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /// The table of all rows; this builder ends here.
    ReadTable finish() throws DataFileException {
        if (rows.origin().rows() == 0) {
            throw new DataFileException(whole + ": no rows; there are only column names");
        }
        List<Column> finished = new ArrayList<>();
        for (int column : columns.values()) {
            finished.add(cells[column].finish(warnings::add));
        }
        return new ReadTable(new Table(finished, rows.origin()), List.copyOf(unused), warnings, Optional.empty());
    }
}
