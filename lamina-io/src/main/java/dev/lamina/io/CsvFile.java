package dev.lamina.io;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.RecordType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads CSV text into a table: the first record names the columns. Cells go from the parser's buffer to the
/// table without becoming strings on the way.
///
/// A blank line is no row, except in a file of one column: there it is a row whose cell is missing, unless only blank
/// lines follow.
final class CsvFile extends AbstractBaseCsvCallbackHandler<Boolean> {

    /// A field with more characters is refused.
    static final int MAX_FIELD = 1 << 20;

    private final String source;
    private final TableBuilder table;
    private final CsvPreamble preamble;
    private final CsvLayout layout;

    private final List<String> header = new ArrayList<>();

    /// Columns of the table.
    private int columns;

    private boolean headerRead;

    /// The line on which the field that is being read starts.
    private int line;

    /// Whether the record starts with a blank field, which is a blank line if no other field follows.
    private boolean blankStart;

    /// Blank lines of a file of one column, not yet rows because they may be the last.
    private int blankLines;

    /// The fields of a record that may be a comment: it is one if it has not as many as a row.
    private @Nullable List<String> held;

    /// Comments below the header.
    private int comments;

    private CsvFile(String source, TableBuilder table, CsvPreamble preamble, CsvLayout layout) {
        this.source = source;
        this.table = table;
        this.preamble = preamble;
        this.layout = layout;
    }

    /// Adds the rows of `text` to the table.
    ///
    /// @param source for messages
    static void read(TextInput text, String source, ReadSettings settings, TableBuilder table) throws IOException {
        CsvFormat format = CsvFormat.of(text.start(), text.startIsAll(), source, settings);
        text.skipFully(format.preamble().length());
        CsvFile file = new CsvFile(source, table, format.preamble(), format.layout());
        CsvReader<Boolean> records = CsvReader.builder()
                .fieldSeparator(format.delimiter())
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .skipEmptyLines(false)
                .maxBufferSize(MAX_FIELD)
                .build(file, text);
        file.readAll(records);
    }

    private void readAll(CsvReader<Boolean> records) throws IOException {
        try {
            records.forEach(record -> {});
        } catch (CsvParseException | UncheckedIOException e) {
            throw asIoException(e);
        }
        if (!headerRead) {
            throw new DataFileException(source + ": the file is empty");
        }
        if (preamble.comments() > 0) {
            table.note(source + ":" + preamble.firstComment() + ": a line that begins with # is a comment"
                    + more(preamble.comments() + comments - 1));
        }
        table.endSource();
    }

    private static String more(int comments) {
        return comments == 0 ? "" : "; so are " + comments + " more";
    }

    @Override
    protected void handleBegin(long startingLine) {
        line = Math.toIntExact(startingLine) + preamble.lines();
        blankStart = false;
        held = null;
        if (headerRead) {
            table.startLine(line);
        }
    }

    @Override
    protected void handleField(int field, char[] text, int offset, int length, boolean quoted) {
        try {
            if (!headerRead) {
                if (header.size() <= TableBuilder.MAX_COLUMNS) {
                    header.add(new String(text, offset, length).strip());
                }
            } else if (held != null) {
                held.add(new String(text, offset, length));
            } else if (field == 0 && preamble.comments() > 0 && !quoted && length > 0 && text[offset] == '#') {
                held = new ArrayList<>(List.of(new String(text, offset, length)));
            } else {
                addCell(field, text, offset, offset + length, quoted);
            }
        } catch (DataFileException e) {
            throw new UncheckedIOException(e);
        }
        if (quoted) {
            line += lineBreaks(text, offset, offset + length);
        }
    }

    private void addCell(int field, char[] text, int from, int to, boolean quoted) throws DataFileException {
        if (field == 0 && !quoted && Blanks.start(text, from, to) == to) {
            blankStart = true;
            return;
        }
        if (blankLines > 0) {
            addBlankLines();
        }
        if (field == 1 && blankStart && layout.lead() == 0) {
            table.addMissing(0);
        }
        int column = field - layout.lead();
        if (column >= columns) {
            requireNothing(field, text, from, to);
        } else if (column >= 0) {
            table.addText(column, text, from, to);
        }
    }

    /// Refuses a value in a field that has no name, unless the row is refused for having too many fields.
    private void requireNothing(int field, char[] text, int from, int to) throws DataFileException {
        if (field < rowFields() && Blanks.start(text, from, to) < to) {
            throw new DataFileException("%s: field %d has a value, but column %d has no name; give it one in the header"
                    .formatted(table.here(), field + 1, field + 1));
        }
    }

    /// Fields of a row.
    private int rowFields() {
        return layout.lead() + columns + layout.tail();
    }

    /// Makes rows of the blank lines before this one.
    private void addBlankLines() throws DataFileException {
        for (int i = blankLines; i > 0; i--) {
            table.startLine(line - i);
            table.addMissing(0);
            table.endRow();
        }
        blankLines = 0;
        table.startLine(line);
    }

    @Override
    protected Boolean buildRecord() {
        try {
            endRecord();
        } catch (DataFileException e) {
            throw new UncheckedIOException(e);
        }
        return Boolean.TRUE;
    }

    private void endRecord() throws DataFileException {
        boolean blank = getRecordType() == RecordType.EMPTY || (getFieldCount() == 1 && blankStart);
        if (!headerRead) {
            startTable(blank);
        } else if (blank) {
            blankLines += rowFields() == 1 ? 1 : 0;
        } else if (held != null && getFieldCount() != rowFields()) {
            comments++;
        } else {
            endRow();
        }
    }

    private void endRow() throws DataFileException {
        if (held != null) {
            for (int i = 0; i < held.size(); i++) {
                addCell(i, held.get(i).toCharArray(), 0, held.get(i).length(), false);
            }
        }
        if (getFieldCount() != rowFields()) {
            throw new DataFileException(
                    ("%s: expected %d field%s as in the header, got %d; put quotes around fields that contain the"
                                    + " delimiter%s")
                            .formatted(
                                    table.here(),
                                    rowFields(),
                                    rowFields() == 1 ? "" : "s",
                                    getFieldCount(),
                                    rowFields() == 1 ? ", or remove the line above the names if it is a title" : ""));
        }
        table.endRow();
    }

    private void startTable(boolean blank) throws DataFileException {
        if (blank || (header.size() == 1 && header.getFirst().isEmpty())) {
            header.clear();
            return;
        }
        String place = source + ":" + (getStartingLineNumber() + preamble.lines());
        if (header.size() > TableBuilder.MAX_COLUMNS) {
            throw new DataFileException(
                    place + ": more than " + TableBuilder.MAX_COLUMNS + " columns; is the delimiter right?");
        }
        List<String> names = header.subList(layout.headerLead(), header.size() - layout.headerTail());
        if (names.contains("")) {
            throw new DataFileException(place + ": column " + (layout.headerLead() + names.indexOf("") + 1)
                    + " has no name; give it one in the header");
        }
        columns = names.size();
        table.startSource(
                source,
                place,
                names.stream()
                        .map(name -> new TableBuilder.Field(name, Typing.BY_TEXT))
                        .toList());
        layout.notes().forEach(note -> table.note(place + ": " + note));
        headerRead = true;
    }

    private static int lineBreaks(char[] text, int from, int to) {
        int breaks = 0;
        for (int i = from; i < to; i++) {
            boolean second = text[i] == '\n' && i > from && text[i - 1] == '\r';
            breaks += (text[i] == '\n' || text[i] == '\r') && !second ? 1 : 0;
        }
        return breaks;
    }

    /// What the parser threw: an exception of ours in its wrapping, or its own, known by its message only.
    private IOException asIoException(RuntimeException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case IOException exception -> {
                    return exception;
                }
                case Error error -> throw error;
                case UncheckedIOException wrapper -> {}
                case CsvParseException wrapper -> {}
                case RuntimeException exception -> throw exception;
                default -> {}
            }
        }
        String message = Objects.requireNonNullElse(thrown.getMessage(), "");
        String place = source + ":" + line + ": field " + (getFieldCount() + 1);
        if (message.startsWith("Unclosed quoted field")) {
            return new DataFileException(place + ": a quote is opened here and never closed", thrown);
        }
        if (message.startsWith("Unexpected character after closing quote")) {
            return new DataFileException(
                    place + ": text after the closing quote; inside a field in quotes write a quote twice", thrown);
        }
        if (message.startsWith("The maximum buffer size")) {
            return new DataFileException(
                    place + ": the field has more than " + MAX_FIELD + " characters; is a quote not closed?", thrown);
        }
        return new DataFileException(place + ": " + message, thrown);
    }
}
