package dev.lamina.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OriginTest {

    private final Origin csv = new Origin.Lines("train.csv", new int[] {2, 3, 7});
    private final Origin parquet = new Origin.Rows("houses.parquet", 4);

    @Test
    void linesAreNamedAfterTheFile() {
        assertThat(csv.of(2)).isEqualTo("train.csv:7");
        assertThat(csv.source()).isEqualTo("train.csv");
        assertThat(csv.rows()).isEqualTo(3);
    }

    @Test
    void rowsWithoutLinesAreCountedFromOne() {
        assertThat(parquet.of(0)).isEqualTo("houses.parquet, row 1");
    }

    @Test
    void joinedFilesKeepTheirLines() {
        Origin joined = Origin.joined(List.of(csv, parquet, new Origin.Lines("more.csv", new int[] {9})));
        assertThat(joined.rows()).isEqualTo(8);
        assertThat(joined.source()).isEqualTo("train.csv and 2 more");
        assertThat(List.of(joined.of(0), joined.of(2), joined.of(3), joined.of(6), joined.of(7)))
                .containsExactly(
                        "train.csv:2", "train.csv:7", "houses.parquet, row 1", "houses.parquet, row 4", "more.csv:9");
    }

    @Test
    void anEmptyFileAmongJoinedOnesHasNoRows() {
        Origin empty = new Origin.Lines("empty.csv", new int[0]);
        Origin joined = Origin.joined(List.of(empty, csv, empty, parquet));
        assertThat(joined.of(0)).isEqualTo("train.csv:2");
        assertThat(joined.of(3)).isEqualTo("houses.parquet, row 1");
    }

    @Test
    void selectedRowsKeepTheirPlace() {
        Origin selected = Origin.joined(List.of(csv, parquet)).select(new int[] {6, 1, 1, 2});
        assertThat(selected.select(new int[] {0, 3}).of(0)).isEqualTo("houses.parquet, row 4");
        assertThat(selected.select(new int[] {0, 3}).of(1)).isEqualTo("train.csv:7");
        assertThat(selected.rows()).isEqualTo(4);
        assertThat(selected.source()).isEqualTo("train.csv and 1 more");
    }
}
