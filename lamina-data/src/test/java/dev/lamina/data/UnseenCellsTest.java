package dev.lamina.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.data.FittedColumn.OneHot;
import dev.lamina.data.FittedColumn.ScaledNumber;
import dev.lamina.data.FittedColumn.TimeParts;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnseenCellsTest {

    private static final OneHot CITY = new OneHot("city", List.of("Kyiv", "Lviv"));
    private static final ScaledNumber AGE = age(false);

    @Test
    void unknownWordsAreCountedWithUpToThreeExamples() {
        UnseenCells cells =
                examine(CITY, Column.categories("city", "Kyiv", "Oslo", null, "Rome", "Oslo", "Bern", "Ulm"));
        assertThat(cells.unknown()).isEqualTo(5);
        assertThat(cells.missing()).isEqualTo(1);
        assertThat(cells.examples()).containsExactly("Oslo", "Rome", "Bern");
        assertThat(cells.warning())
                .contains("column \"city\": 5 of 7 cells hold words that the model does not know, such as \"Oslo\","
                        + " \"Rome\", \"Bern\"");
    }

    @Test
    void oneUnknownWordIsSpokenOfInTheSingular() {
        assertThat(examine(CITY, Column.categories("city", "Kyiv", "Oslo")).warning())
                .contains("column \"city\": 1 of 2 cells holds a word that the model does not know, \"Oslo\"");
    }

    @Test
    void wordsWrittenInAnotherCaseAreSaidToBe() {
        OneHot vip = new OneHot("vip", List.of("false", "true"));
        assertThat(examine(vip, Column.categories("vip", "True", "False", "True"))
                        .warning())
                .contains("column \"vip\": 3 of 3 cells hold words that the model does not know, such as \"True\","
                        + " \"False\", which differ only in case or blanks from those it knows, such as \"true\"");
        assertThat(examine(vip, Column.categories("vip", "True", "no")).knownInOtherCase())
                .isEmpty();
        assertThat(examine(vip, Column.categories("vip", "True", "true")).knownInOtherCase())
                .isEmpty();
    }

    @Test
    void numbersAreWordsWhereWordsAreExpected() {
        OneHot zip = new OneHot("zip", List.of("1010", "1020"));
        assertThat(examine(zip, Column.numbers("zip", 1010, 1030, 1030)).unknown())
                .isEqualTo(2);
    }

    @Test
    void valuesBeyondTheRangeAreCountedAndFarOnesTold() {
        UnseenCells near = examine(AGE, Column.numbers("age", 0, 80, 88, -1));
        assertThat(near.beyond()).isEqualTo(2);
        assertThat(near.farthest()).isEqualTo(88);
        assertThat(near.warning()).isEmpty();
        assertThat(examine(AGE, Column.numbers("age", 88, 40, -200, 500.5)).warning())
                .contains("column \"age\": 3 of 4 cells are beyond 0 … 80, which training saw, such as 500.5");
        ScaledNumber unknown = new ScaledNumber("age", 0, 1, 0, false, false);
        assertThat(examine(unknown, Column.numbers("age", 1e300)).beyond())
                .as("a model of an older format has no range")
                .isZero();
    }

    @Test
    void timesBeyondTheRangeAreTold() {
        TimeParts day = new TimeParts(
                "day",
                List.of(TimePart.YEAR),
                2020,
                1,
                false,
                false,
                new Range(1_577_836_800, 1_609_459_200),
                TimeFormat.DAY_MONTH_YEAR);
        assertThat(examine(day, new Column.Times("day", new double[] {253_402_214_400.0, 1_577_836_800}))
                        .warning())
                .contains("column \"day\": 1 of 2 cells is beyond 2020-01-01 … 2021-01-01, which training saw, such as"
                        + " 9999-12-31");
    }

    @Test
    void missingCellsAreToldWhereTrainingHadNone() {
        Column missing = Column.numbers("age", 7, Double.NaN, Double.NaN, 900);
        assertThat(examine(AGE, missing).warning())
                .contains("column \"age\": 2 of 4 cells are missing, as none was in training; 1 is beyond 0 … 80, which"
                        + " training saw, such as 900");
        UnseenCells usual = examine(age(true), Column.numbers("age", 7, Double.NaN));
        assertThat(usual.missing()).isEqualTo(1);
        assertThat(usual.warning()).isEmpty();
    }

    @Test
    void aColumnThatIsAllMissingIsTold() {
        assertThat(examine(CITY, Column.categories("city", new String[20])).warning())
                .contains("column \"city\": 20 of 20 cells are missing");
        assertThat(examine(CITY, Column.categories("city", new String[19])).warning())
                .isEmpty();
    }

    @Test
    void noMoreThanTenLinesAreTold() {
        UnseenCells cells = examine(CITY, Column.categories("city", "Oslo"));
        assertThat(UnseenCells.warnings(List.of(cells, cells))).hasSize(2);
        UnseenCells[] many = new UnseenCells[12];
        Arrays.fill(many, cells);
        assertThat(UnseenCells.warnings(List.of(many)))
                .hasSize(10)
                .endsWith("3 more columns hold cells unlike those of the training");
    }

    @Test
    void anEncoderTellsWhichWordsItKnows() {
        RowEncoder encoder = pipeline(CITY).encoder();
        assertThat(encoder.knows(0, "Lviv")).isTrue();
        assertThat(encoder.knows(0, "Oslo")).isFalse();
    }

    private static UnseenCells examine(FittedColumn fitted, Column column) {
        return pipeline(fitted).examine(Table.of("t.csv", column)).getFirst();
    }

    private static FittedPipeline pipeline(FittedColumn column) {
        return new FittedPipeline(List.of(column), new FittedTarget.Scaled("y", 0, 1), List.of());
    }

    private static ScaledNumber age(boolean indicator) {
        return new ScaledNumber("age", 40, 0.1, 40, true, indicator, new Range(0, 80), NumberFormat.PLAIN);
    }
}
