package dev.lamina.io;

import dev.lamina.data.Column;
import dev.lamina.data.NumberFormat;
import dev.lamina.data.Schema;
import dev.lamina.data.TimeFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Cells kept as words: of a column of words, or of one whose kind is still to be found.
///
/// The kind is decided by [KindRule] at the end, when all words are known. A column with [#MANY] different words
/// that is clearly one of numbers or times becomes one of values before, so that its words need no memory: then the
/// words that may still come decide nothing, unless there are more different ones than [Strangers] counts.
final class WordCells implements Cells {

    /// From so many different words on, and whenever they have doubled, it is looked whether the kind is clear.
    private static final int MANY = 1000;

    /// An entry in the table and in the list, and the string without its characters.
    private static final int WORD_BYTES = 150;

    private final ColumnContext column;

    /// Whether the kind is known to be words.
    private final boolean words;

    private final WordIndex index = new WordIndex();
    private final IntList codes;
    private int nextLook = MANY;

    private WordCells(ColumnContext column, boolean words) {
        this.column = column;
        this.words = words;
        this.codes = new IntList(column.memory());
        if (words || column.unsure()) {
            nextLook = Integer.MAX_VALUE;
        }
    }

    /// Cells that stay words.
    static WordCells ofWords(ColumnContext column) {
        return new WordCells(column, true);
    }

    /// Cells that may turn out to be anything.
    static WordCells ofAnyKind(ColumnContext column) {
        return new WordCells(column, false);
    }

    /// Numbers of a source with types, whose digits matter from here on.
    static Cells ofNumbers(ColumnContext column, double[] values) throws DataFileException {
        Cells cells = new WordCells(column, false);
        for (double value : values) {
            cells = Double.isNaN(value) ? cells.addMissing() : cells.addNumber(value);
        }
        return cells;
    }

    @Override
    public Cells addMissing() throws DataFileException {
        codes.add(-1);
        return this;
    }

    @Override
    public Cells addText(char[] text, int from, int to) throws DataFileException {
        int code = index.find(text, from, to);
        if (code < 0) {
            code = index.add(word(text, from, to));
        }
        codes.add(code);
        return index.size() == nextLook ? look() : this;
    }

    private Word word(char[] text, int from, int to) throws DataFileException {
        String word = new String(text, from, to - from);
        column.memory().take(WORD_BYTES + 2L * word.length());
        if (words) {
            return Word.plain(word, codes.size());
        }
        int start = Blanks.start(text, from, to);
        return Word.classified(word, codes.size(), column, text, start, Blanks.end(text, start, to));
    }

    @Override
    public Cells addNumber(double value) throws DataFileException {
        return addNumber(NumberText.format(value));
    }

    @Override
    public Cells addNumber(String digits) throws DataFileException {
        return addText(digits.toCharArray(), 0, digits.length());
    }

    @Override
    public Cells addTime(double epochSeconds) throws DataFileException {
        return addNumber(TimeText.format(epochSeconds, TimeText.isWholeDay(epochSeconds)));
    }

    @Override
    public Cells addTimeOfDay(double seconds) throws DataFileException {
        return addNumber(TimeText.formatTimeOfDay(seconds));
    }

    @Override
    public boolean unsure() {
        return false;
    }

    private Cells look() throws DataFileException {
        nextLook = Math.multiplyExact(2, nextLook);
        KindRule.Decision decision = decide();
        if (decision.kind() instanceof ColumnKind.Words || !decision.reason().isEmpty()) {
            return this;
        }
        double[] values = values(decision.kind());
        long strangers = IntStream.range(0, values.length)
                .filter(code -> isStranger(code, values))
                .count();
        return strangers > Strangers.MOST_DIFFERENT ? this : valueCells(decision.kind(), values, codes.finish());
    }

    private KindRule.Decision decide() {
        int[] counts = codes.counts(index.size());
        for (int code = 0; code < counts.length; code++) {
            index.get(code).cells(counts[code]);
        }
        return KindRule.decide(column, index.words());
    }

    /// The value of each word; NaN if it has none.
    private double[] values(ColumnKind kind) {
        return index.words().stream().mapToDouble(word -> value(word, kind)).toArray();
    }

    private static double value(Word word, ColumnKind kind) {
        String cell = word.text().strip();
        char[] text = cell.toCharArray();
        return switch (kind) {
            case ColumnKind.Words() -> Double.NaN;
            case ColumnKind.Numbers(NumberFormat format) ->
                word.isNumber() ? word.number() : NumberFormatText.parse(text, 0, text.length, format);
            case ColumnKind.Times(TimeFormat format) -> TimeText.parse(text, 0, text.length, format);
        };
    }

    private boolean isStranger(int code, double[] values) {
        return Double.isNaN(values[code]) && !index.get(code).isMissing();
    }

    private ValueCells valueCells(ColumnKind kind, double[] values, int[] all) throws DataFileException {
        ValueCells cells = kind instanceof ColumnKind.Times(TimeFormat format)
                ? ValueCells.times(column, format)
                : ValueCells.numbers(column, ((ColumnKind.Numbers) kind).format());
        for (int code = 0; code < values.length; code++) {
            if (isStranger(code, values)) {
                Word word = index.get(code);
                cells.addStranger(word.text().strip(), word.cells(), word.firstRow());
            }
        }
        for (int code : all) {
            cells.addValue(code < 0 ? Double.NaN : values[code]);
        }
        column.memory().release((long) all.length * Integer.BYTES);
        return cells;
    }

    @Override
    public Column finish(Consumer<String> warnings) throws DataFileException {
        if (words || (index.size() > 0 && index.words().stream().allMatch(Word::isMissing))) {
            return categories();
        }
        KindRule.Decision decision = decide();
        Word telling = decision.word();
        if (telling != null) {
            warnings.accept("%s: column \"%s\" %s"
                    .formatted(column.rows().of(telling.firstRow()), column.name(), decision.reason()));
        }
        if (decision.kind() instanceof ColumnKind.Words) {
            return categories();
        }
        double[] values = values(decision.kind());
        int[] all = codes.finish();
        Column.Categories written = decision.kind() instanceof ColumnKind.Numbers ? written(values, all) : null;
        Column finished = valueCells(decision.kind(), values, all).finish(warnings);
        return finished instanceof Column.Numbers numbers
                ? new Column.Numbers(numbers.name(), numbers.values(), numbers.format(), written)
                : finished;
    }

    private Column.Categories categories() throws DataFileException {
        return new Column.Categories(
                column.name(),
                codes.finish(),
                index.words().stream().map(Word::text).toList());
    }

    /// The numbers as they are written; null if that is how they would be written anyway.
    private Column.@Nullable Categories written(double[] values, int[] all) throws DataFileException {
        Map<String, Integer> texts = new LinkedHashMap<>();
        int[] textOf = new int[values.length];
        boolean plain = true;
        for (int code = 0; code < values.length; code++) {
            String text = index.get(code).text().strip();
            textOf[code] = -1;
            if (!Double.isNaN(values[code]) && !column.isNamedMissing(Schema.Type.NUMBER, values[code])) {
                plain &= text.equals(NumberText.format(values[code]));
                texts.putIfAbsent(text, texts.size());
                textOf[code] = texts.get(text);
            }
        }
        if (plain) {
            return null;
        }
        column.memory().take((long) all.length * Integer.BYTES);
        int[] written = new int[all.length];
        for (int row = 0; row < all.length; row++) {
            written[row] = all[row] < 0 ? -1 : textOf[all[row]];
        }
        return new Column.Categories(column.name(), written, List.copyOf(texts.keySet()));
    }
}
