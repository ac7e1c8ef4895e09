package dev.lamina.data;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How often each word of a column occurs. A column of more than a million different words is taken for one of
/// identifiers, whose words are not told apart any more. Counts of parts of a column, merged in any order, are
/// those of the column.
final class WordCounts {

    private static final int MOST_WORDS = 1_000_000;

    private final Map<String, Long> counts = new TreeMap<>();
    private long missing;
    private long uncounted;
    private boolean identifiers;

    void add(@Nullable String word, long count) {
        if (word == null) {
            missing += count;
        } else if (identifiers) {
            uncounted += count;
        } else {
            counts.merge(word, count, Long::sum);
            if (counts.size() > MOST_WORDS) {
                forget();
            }
        }
    }

    private void forget() {
        identifiers = true;
        uncounted += counts.values().stream().mapToLong(Long::longValue).sum();
        counts.clear();
    }

    /// Whether all words are told apart.
    boolean exact() {
        return !identifiers;
    }

    void merge(WordCounts other) {
        if (other.identifiers && !identifiers) {
            forget();
        }
        missing += other.missing;
        uncounted += other.uncounted;
        other.counts.forEach(this::add);
    }

    /// A column with these words: all of them, or so many at equal steps from the first to the last. Identifiers are
    /// different words.
    ///
    /// @param every whether each word is there at least once, as classes must be
    Column.Categories column(String name, int rows, long all, boolean every) {
        if (identifiers) {
            List<String> words = new ArrayList<>();
            int[] codes = new int[rows];
            for (int i = 0; i < rows; i++) {
                words.add(String.valueOf(i));
                codes[i] = i;
            }
            return new Column.Categories(name, codes, words);
        }
        List<String> words = List.copyOf(counts.keySet());
        long[] ends = new long[words.size()];
        long end = 0;
        for (int i = 0; i < ends.length; i++) {
            end += counts.getOrDefault(words.get(i), 0L);
            ends[i] = end;
        }
        int[] codes = new int[rows];
        int code = 0;
        for (int i = 0; i < rows; i++) {
            long rank = rows == 1 ? 0 : i * (all - 1) / (rows - 1);
            while (code < ends.length && rank >= ends[code]) {
                code++;
            }
            codes[i] = code < ends.length ? code : Column.Categories.MISSING;
        }
        if (every && rows < all) {
            nameEach(codes, ends.length);
        }
        return new Column.Categories(name, codes, words);
    }

    /// Gives words that fell between two steps a row of their own.
    private static void nameEach(int[] codes, int words) {
        int[] rows = new int[words];
        Arrays.stream(codes).filter(code -> code >= 0).forEach(code -> rows[code]++);
        int donor = 0;
        for (int word = 0; word < words; word++) {
            while (rows[word] == 0 && donor < codes.length) {
                int code = codes[donor];
                if (code >= 0 && rows[code] > 1) {
                    rows[code]--;
                    rows[word]++;
                    codes[donor] = word;
                }
                donor++;
            }
        }
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(missing);
        out.writeLong(uncounted);
        out.writeBoolean(identifiers);
        out.writeInt(counts.size());
        for (Map.Entry<String, Long> entry : counts.entrySet()) {
            byte[] word = entry.getKey().getBytes(StandardCharsets.UTF_8);
            out.writeInt(word.length);
            out.write(word);
            out.writeLong(entry.getValue());
        }
    }

    static WordCounts read(DataInput in) throws IOException {
        WordCounts words = new WordCounts();
        words.missing = in.readLong();
        words.uncounted = in.readLong();
        words.identifiers = in.readBoolean();
        for (int left = in.readInt(); left > 0; left--) {
            byte[] word = new byte[in.readInt()];
            in.readFully(word);
            words.add(new String(word, StandardCharsets.UTF_8), in.readLong());
        }
        return words;
    }
}
