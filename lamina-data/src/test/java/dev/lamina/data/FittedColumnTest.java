package dev.lamina.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.data.FittedColumn.OneHot;
import dev.lamina.data.FittedColumn.QuantileNumber;
import dev.lamina.data.FittedColumn.ScaledNumber;
import dev.lamina.data.FittedColumn.ScaledWords;
import dev.lamina.data.FittedColumn.TimeParts;
import dev.lamina.data.FittedColumn.WordIndex;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FittedColumnTest {

    @Test
    void featuresAreNamedForPeople() {
        assertThat(new ScaledNumber("age", 40, 0.1, 38, false, true).featureNames())
                .containsExactly("age", "age missing");
        assertThat(new OneHot("sex", List.of("female", "male")).featureNames())
                .containsExactly("sex=female", "sex=male", "sex=(other)");
        assertThat(new TimeParts("start", List.of(TimePart.YEAR, TimePart.DAY_OF_WEEK), 2020, 1, true).featureNames())
                .containsExactly("start year", "start day of week sin", "start day of week cos", "start missing");
    }

    @Test
    void thereAreAsManyNamesAsNumbers() {
        List<FittedColumn> columns = List.of(
                new ScaledNumber("a", 0, 1, 0, false, false),
                new ScaledNumber("a", 0, 1, 0, true, true),
                new OneHot("b", List.of("x")),
                new TimeParts("c", List.of(TimePart.values()), 2020, 1, true),
                new TimeParts("c", List.of(), 0, 0, true),
                new TimeParts("c", List.of(TimePart.HOUR), 0, 0, false));
        assertThat(columns)
                .allSatisfy(column -> assertThat(column.featureNames()).hasSize(column.width()));
        assertThat(columns.stream().map(FittedColumn::width)).containsExactly(1, 2, 2, 12, 1, 2);
    }

    @ParameterizedTest
    @CsvSource({"NaN, 1", "Infinity, 1", "0, NaN", "0, Infinity", "0, -1"})
    void aScalingThatNoTrainingGivesIsRefused(double center, double scale) {
        assertThatThrownBy(() -> new ScaledNumber("age", center, scale, 0, false, false))
                .hasMessage("column \"age\" has center " + center + " and scale " + scale
                        + ", expected finite numbers and scale ≥ 0");
        assertThatThrownBy(() -> new TimeParts("age", List.of(TimePart.YEAR), center, scale, false))
                .hasMessageStartingWith("column \"age\" has center");
    }

    @Test
    void otherComponentsThatNoTrainingGivesAreRefused() {
        assertThatThrownBy(() -> new ScaledNumber("age", 0, 1, Double.NaN, false, false))
                .hasMessage("column \"age\" imputes NaN, expected a finite number");
        assertThatThrownBy(() -> new OneHot("sex", List.of()))
                .hasMessage("column \"sex\" has the categories , expected 1 or more, all different");
        assertThatThrownBy(() -> new OneHot("sex", List.of("m", "m")))
                .hasMessage("column \"sex\" has the categories m, m, expected 1 or more, all different");
        assertThatThrownBy(() -> new TimeParts("t", List.of(TimePart.HOUR, TimePart.HOUR), 0, 0, false))
                .hasMessage("column \"t\" has the time parts [HOUR, HOUR], expected 1 or more, all different");
        assertThatThrownBy(() -> new TimeParts("t", List.of(), 0, 0, false))
                .hasMessage("column \"t\" has the time parts [], expected 1 or more, all different");
    }

    @Test
    void componentsOfRecipesThatNoTrainingGivesAreRefused() {
        assertThatThrownBy(() -> new ScaledWords("sex", List.of("f", "m"), List.of(0.0, 0.0), List.of(1.0)))
                .hasMessage("column \"sex\" has 2 centers and 1 scales, expected 1 of each for 2 categories");
        assertThatThrownBy(() -> new ScaledWords("sex", List.of("f"), List.of(0.0), List.of(-1.0)))
                .hasMessage("column \"sex\" has center 0.0 and scale -1.0, expected finite numbers and scale ≥ 0");
        assertThatThrownBy(() -> new WordIndex("sex", List.of("m", "m")))
                .hasMessage("column \"sex\" has the categories m, m, expected 1 or more, all different");
        assertThatThrownBy(() -> quantiles(1.0, 3.0, 2.0))
                .hasMessage(
                        "column \"age\" has the quantile 2.0 at place 2, expected finite numbers in ascending order");
        assertThatThrownBy(() -> quantiles(1.0, Double.NaN))
                .hasMessage(
                        "column \"age\" has the quantile NaN at place 1, expected finite numbers in ascending order");
        assertThatThrownBy(() -> quantiles(1.0)).hasMessage("column \"age\" has 1 quantile, expected 2 or more");
    }

    private static FittedColumn quantiles(Double... quantiles) {
        return new QuantileNumber("age", List.of(quantiles), false, Range.UNKNOWN, NumberFormat.PLAIN);
    }
}
