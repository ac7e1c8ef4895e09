package dev.lamina.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContentOrderTest {

    private static Table table(int rows) {
        double[] numbers = new double[rows];
        double[] times = new double[rows];
        @Nullable String[] words = new String[rows];
        for (int row = 0; row < rows; row++) {
            numbers[row] = row % 7 == 3 ? Double.NaN : row % 50;
            times[row] = Math.floor(row / 50.0);
            words[row] = row % 5 == 2 ? null : "word " + row % 3;
        }
        return Table.of(
                "rows", new Column.Numbers("a", numbers), new Column.Times("b", times), Column.categories("c", words));
    }

    private static List<String> rows(Table table) {
        return IntStream.range(0, table.rows())
                .mapToObj(row -> table.columns().stream()
                        .sorted((a, b) -> a.name().compareTo(b.name()))
                        .map(column -> column.text(row))
                        .toList()
                        .toString())
                .toList();
    }

    @Test
    void theOrderDependsOnTheRowsAlone() {
        Table table = table(500);
        int[] shuffled = IntStream.range(0, 500).toArray();
        RandomStream.of(1, Purpose.CHECK, 0).shuffle(shuffled);
        Table other = table.select(shuffled);
        Table reversed = new Table(other.columns().reversed(), other.origin());
        List<String> ordered = rows(table.select(ContentOrder.of(table)));
        assertThat(rows(reversed.select(ContentOrder.of(reversed)))).isEqualTo(ordered);
        assertThat(ordered).doesNotContainSequence(rows(table).subList(0, 3));
    }

    @Test
    void rowsThatDifferHaveDifferentKeys() {
        Table table = table(500);
        long[] keys = ContentOrder.keys(table);
        int different = (int) rows(table).stream().distinct().count();
        assertThat(different).isBetween(400, 499);
        assertThat(IntStream.range(0, 500).mapToLong(row -> keys[2 * row]).distinct())
                .hasSize(different);
        assertThat(IntStream.range(0, 500).mapToLong(row -> keys[2 * row + 1]).distinct())
                .hasSize(different);
    }

    @Test
    void cellsDoNotStandForEachOther() {
        long[] keys = ContentOrder.keys(Table.of(
                "rows", Column.numbers("a", 1, 2, 0, -0.0, Double.NaN), Column.numbers("b", 2, 1, 0, 0, Double.NaN)));
        assertThat(keys[0]).isNotEqualTo(keys[2]);
        assertThat(Arrays.copyOfRange(keys, 4, 6)).isEqualTo(Arrays.copyOfRange(keys, 6, 8));
        assertThat(keys[8]).isNotZero();
    }

    /// Half of the keys are in each half of the range, and so on.
    @Test
    void keysAreSpreadEvenly() {
        int rows = 16_000;
        double[] values = IntStream.range(0, rows).mapToDouble(i -> i).toArray();
        long[] keys = ContentOrder.keys(Table.of("rows", new Column.Numbers("a", values)));
        int[] counts = new int[16];
        for (int row = 0; row < rows; row++) {
            counts[(int) (keys[2 * row] >>> 60)]++;
        }
        assertThat(Arrays.stream(counts)).allMatch(count -> Math.abs(count - 1000) < 150);
    }
}
