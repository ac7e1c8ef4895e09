package dev.lamina.io;

import dev.lamina.data.Column;
import dev.lamina.data.Schema;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Cells kept as words: of a category, or of a column whose type is still to be found.
///
/// When the first [#DECIDING] cells are all numbers, or all times, the column is one of numbers or times, and
/// words are errors from then on: that needs no memory of what the cells looked like. A shorter column is
/// decided at its end.
final class WordCells implements Cells {

    private static final int DECIDING = 1000;

    /// From this share of numbers (or times) on, the other cells are taken for mistakes and not for words …
    private static final double MOSTLY = 0.9;

    /// … if there are as many as this.
    private static final int MOSTLY_CELLS = 20;

    /// An entry in the map and in the list, and the string without its characters.
    private static final int WORD_BYTES = 150;

    private static final Pattern NUMBER_WITH_COMMA = Pattern.compile("[+-]?\\d+(,\\d+)+(\\.\\d*)?");

    private enum Kind {
        NUMBER,
        TIME,
        USUAL_MISSING,
        WORD
    }

    private record Word(String text, Kind kind, double value, int firstRow) {}

    private final ColumnContext column;

    /// The types that the column may turn out to have.
    private final Set<Schema.Type> findable;

    private final Map<String, Integer> codeOf = new HashMap<>();
    private final List<Word> words = new ArrayList<>();
    private final IntList codes;

    /// Cells of each kind so far.
    private int numbers;

    private int times;
    private int others;

    private WordCells(ColumnContext column, Set<Schema.Type> findable) {
        this.column = column;
        this.findable = findable;
        this.codes = new IntList(column.memory());
    }

    /// Cells that stay words.
    static WordCells ofWords(ColumnContext column) {
        return new WordCells(column, Set.of());
    }

    /// Cells that may turn out to be times.
    static WordCells ofWordsOrTimes(ColumnContext column) {
        return new WordCells(column, EnumSet.of(Schema.Type.TIME));
    }

    /// Cells that may turn out to be numbers or times.
    static WordCells ofAnyType(ColumnContext column) {
        return new WordCells(column, EnumSet.of(Schema.Type.NUMBER, Schema.Type.TIME));
    }

    @Override
    public Cells addMissing() throws DataFileException {
        codes.add(-1);
        return this;
    }

    @Override
    public Cells addText(char[] text, int from, int to) throws DataFileException {
        String word = new String(text, from, to - from);
        Integer code = codeOf.get(word);
        if (code == null) {
            code = words.size();
            column.memory().take(WORD_BYTES + 2L * word.length());
            codeOf.put(word, code);
            words.add(classify(word, text, from, to));
        }
        codes.add(code);
        switch (words.get(code).kind) {
            case NUMBER -> numbers++;
            case TIME -> times++;
            case WORD -> others++;
            case USUAL_MISSING -> {}
        }
        return present() == DECIDING && !findable.isEmpty() ? decide() : this;
    }

    @Override
    public Cells addNumber(double value) throws DataFileException {
        return addWord(NumberText.format(value));
    }

    @Override
    public Cells addTime(double epochSeconds) throws DataFileException {
        return addWord(TimeText.format(epochSeconds, TimeText.isWholeDay(epochSeconds)));
    }

    private Cells addWord(String word) throws DataFileException {
        return addText(word.toCharArray(), 0, word.length());
    }

    private Word classify(String word, char[] text, int from, int to) {
        int row = codes.size();
        if (findable.isEmpty()) {
            return new Word(word, Kind.WORD, Double.NaN, row);
        }
        double number =
                findable.contains(Schema.Type.NUMBER) ? column.parse(Schema.Type.NUMBER, text, from, to) : Double.NaN;
        if (!Double.isNaN(number)) {
            return new Word(word, Kind.NUMBER, number, row);
        }
        double time = column.parse(Schema.Type.TIME, text, from, to);
        if (!Double.isNaN(time)) {
            return new Word(word, Kind.TIME, time, row);
        }
        return new Word(word, column.isUsualMissing(text, from, to) ? Kind.USUAL_MISSING : Kind.WORD, Double.NaN, row);
    }

    /// Cells that hold something; a missing word may be nothing.
    private int present() {
        return numbers + times + others;
    }

    private Cells decide() throws DataFileException {
        if (numbers == present()) {
            return values(Schema.Type.NUMBER);
        }
        return times == present() ? values(Schema.Type.TIME) : this;
    }

    private ValueCells values(Schema.Type type) throws DataFileException {
        ValueCells values = new ValueCells(column, type);
        int[] all = codes.finish();
        for (int code : all) {
            values.addValue(code < 0 ? Double.NaN : words.get(code).value);
        }
        column.memory().release((long) all.length * Integer.BYTES);
        return values;
    }

    @Override
    public Column finish(Consumer<String> warnings) throws DataFileException {
        if (!findable.isEmpty()) {
            // A column of nothing counts as one of numbers; a column of missing words alone is one of words.
            Cells decided = present() > 0 || words.isEmpty() ? decide() : this;
            if (decided != this) {
                return decided.finish(warnings);
            }
            refuseMistakes(Kind.NUMBER, numbers, Schema.Type.NUMBER);
            refuseMistakes(Kind.TIME, times, Schema.Type.TIME);
        }
        if (findable.contains(Schema.Type.NUMBER)) {
            warnOfCommas(warnings);
        }
        return new Column.Categories(
                column.name(), codes.finish(), words.stream().map(Word::text).toList());
    }

    /// A column that is nearly all numbers is one of numbers with mistakes; so with times.
    ///
    /// @param cells of this kind
    private void refuseMistakes(Kind kind, int cells, Schema.Type type) throws DataFileException {
        if (cells < MOSTLY_CELLS || cells < MOSTLY * present()) {
            return;
        }
        for (Word word : words) {
            if (word.kind != kind && word.kind != Kind.USUAL_MISSING) {
                throw column.mismatch(column.rows().of(word.firstRow), type, word.text);
            }
        }
    }

    private void warnOfCommas(Consumer<String> warnings) {
        @Nullable Word first = null;
        int commas = 0;
        for (Word word : words) {
            if (word.kind == Kind.WORD
                    && NUMBER_WITH_COMMA.matcher(word.text.strip()).matches()) {
                commas++;
                first = first == null ? word : first;
            }
        }
        if (first != null && commas >= MOSTLY * words.size()) {
            warnings.accept(
                    ("%s: column \"%s\" is read as words, although \"%s\" looks like a number; pass --decimal , for a"
                                    + " decimal comma, or remove separators of thousands")
                            .formatted(column.rows().of(first.firstRow), column.name(), first.text));
        }
    }
}
