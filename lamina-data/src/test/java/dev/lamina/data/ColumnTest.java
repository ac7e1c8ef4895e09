package dev.lamina.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnTest {

    @Test
    void wordsAreNumberedAsTheyAppear() {
        Column.Categories column = Column.categories("c", "b", null, "a", "b");
        assertThat(column.words()).containsExactly("b", "a");
        assertThat(column.codes()).containsExactly(0, -1, 1, 0);
        assertThat(column.missing(1)).isTrue();
        assertThat(column.counts()).containsExactly(2, 1);
    }

    @Test
    void wholeNumbersBecomeWordsWithoutAPoint() {
        Column.Categories words = Column.numbers("n", 3, -0.0, 0, 0.5, Double.NaN, 3, 1e15, -7, 1e300)
                .toCategories();
        assertThat(words.words()).containsExactly("3", "0", "0.5", "1000000000000000", "-7", "1.0E300");
        assertThat(words.codes()).containsExactly(0, 1, 1, 2, -1, 0, 3, 4, 5);
    }

    @Test
    void cellsReadAsTheyWereWritten() {
        Column.Categories written = Column.categories("n", "1.10", null);
        Column numbers = new Column.Numbers("n", new double[] {1.1, Double.NaN}, NumberFormat.PLAIN, written);
        assertThat(numbers.text(0)).isEqualTo("1.10");
        assertThat(numbers.text(1)).isEmpty();
        assertThat(Column.numbers("n", 3).text(0)).isEqualTo("3");
        assertThat(written.text(0)).isEqualTo("1.10");
        assertThat(new Column.Times("t", new double[] {86_400}).text(0)).isEqualTo("1970-01-02");
    }

    @Test
    void codesWithoutAWordAreRefused() {
        assertThatThrownBy(() -> new Column.Categories("c", new int[] {0, 2}, List.of("a", "b")))
                .hasMessage("column \"c\" has the code 2, expected -1 to 1");
        assertThatThrownBy(() -> new Column.Categories("c", new int[] {-2}, List.of("a")))
                .hasMessage("column \"c\" has the code -2, expected -1 to 0");
    }

    @Test
    void aWordListedTwiceIsRefused() {
        assertThatThrownBy(() -> new Column.Categories("c", new int[] {0}, List.of("a", "a")))
                .hasMessage("column \"c\" lists a word twice");
    }
}
