package dev.lamina.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableTest {

    private final Table houses = Table.of(
            "houses.csv",
            Column.numbers("price", 100, 200, 300),
            Column.categories("town", "Ulm", null, "Bern"),
            new Column.Times("sold", new double[] {0, Double.NaN, 86_400}));

    @Test
    void columnsAreFoundByName() {
        assertThat(houses.names()).containsExactly("price", "town", "sold");
        assertThat(houses.require("town").kind()).isEqualTo("category");
        assertThat(houses.column("Town")).isEmpty();
        assertThat(houses.rows()).isEqualTo(3);
    }

    @Test
    void aMissingColumnIsAnsweredWithTheNearestName() {
        assertThatThrownBy(() -> houses.require("pirce"))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "no column \"pirce\" in houses.csv; did you mean \"price\"? the columns are price, town, sold");
        assertThatThrownBy(() -> houses.require(" Town")).hasMessageContaining("did you mean \"town\"?");
    }

    @Test
    void aMissingColumnThatResemblesNoneIsAnsweredWithTheList() {
        Table table = Table.of("t.csv", Column.numbers("x1", 1), Column.numbers("x2", 1));
        assertThatThrownBy(() -> table.require("y")).hasMessage("no column \"y\" in t.csv; the columns are x1, x2");
    }

    @Test
    void aLongListOfColumnsIsCut() {
        Column[] columns = IntStream.rangeClosed(1, 25)
                .mapToObj(i -> Column.numbers("column " + i, 1))
                .toArray(Column[]::new);
        assertThatThrownBy(() -> Table.of("wide.csv", columns).require("zzzzz"))
                .hasMessageEndingWith("column 19, column 20 … and 5 more");
    }

    @Test
    void hostileNamesStayShortAndOnOneLine() {
        Table table = Table.of("t.csv", Column.numbers("a\nb\u2028" + "c".repeat(1_000_000), 1));
        assertThatThrownBy(() -> table.require("x".repeat(1_000_000)))
                .hasMessage("no column \"" + "x".repeat(60) + "…\" in t.csv; the columns are a\\u000ab\\u2028"
                        + "c".repeat(56) + "…");
    }

    @Test
    void twoColumnsOfOneNameAreRefused() {
        assertThatThrownBy(() -> Table.of("t.csv", Column.numbers("x", 1), Column.categories("x", "a")))
                .isInstanceOf(DataException.class)
                .hasMessage("t.csv: duplicate column name \"x\"; rename one");
    }

    @Test
    void columnsOfDifferentLengthsAreRefused() {
        assertThatThrownBy(() -> Table.of("t.csv", Column.numbers("x", 1, 2), Column.numbers("y", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("t.csv: column \"y\" has 1 row, expected 2");
    }

    @Test
    void selectKeepsValuesAndOriginsTogether() {
        Table selected = houses.select(new int[] {2, 0});
        assertThat(((Column.Numbers) selected.require("price")).values()).containsExactly(300, 100);
        Column.Categories town = (Column.Categories) selected.require("town");
        assertThat(town.words().get(town.codes()[0])).isEqualTo("Bern");
        assertThat(((Column.Times) selected.require("sold")).epochSeconds()).containsExactly(86_400, 0);
        assertThat(selected.origin().of(0)).isEqualTo("houses.csv, row 3");
    }

    @Test
    void withoutLeavesTheOtherColumns() {
        assertThat(houses.without(List.of("town", "price")).names()).containsExactly("sold");
        assertThatThrownBy(() -> houses.without(List.of("twon"))).hasMessageContaining("did you mean \"town\"?");
    }
}
