package dev.lamina.io;

import dev.lamina.data.Origin;
import java.util.ArrayList;
import java.util.List;

/// Where the rows of a table come from, noted while they are read: one source after the other.
final class RowLog {

    private static final int NO_LINES = -1;

    private final Memory memory;
    private final List<Origin> finished = new ArrayList<>();
    private String source = "";
    private IntList lines;
    private int line = NO_LINES;
    private int rows;

    RowLog(Memory memory) {
        this.memory = memory;
        this.lines = new IntList(memory);
    }

    /// The rows that follow are of this source.
    void startSource(String source) {
        this.source = source;
        lines = new IntList(memory);
        line = NO_LINES;
        rows = 0;
    }

    /// The next row starts on this line. Sources without lines never say so.
    void startLine(int line) {
        this.line = line;
    }

    void endRow() throws DataFileException {
        if (line != NO_LINES) {
            lines.add(line);
        }
        rows++;
    }

    void endSource() throws DataFileException {
        finished.add(line == NO_LINES ? new Origin.Rows(source, rows) : new Origin.Lines(source, lines.finish()));
    }

    /// Rows of the current source so far.
    int rows() {
        return rows;
    }

    /// The place of the row that is being read.
    String here() {
        return line == NO_LINES ? source + ", row " + (rows + 1) : source + ":" + line;
    }

    /// The place of a row, counted from 0 over all finished sources.
    String of(int row) {
        return origin().of(row);
    }

    Origin origin() {
        return finished.size() == 1 ? finished.getFirst() : Origin.joined(finished);
    }
}
