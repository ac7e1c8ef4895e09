package dev.lamina.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpaceTest {

    private static final List<Dimension> DIMENSIONS = List.of(
            new Dimension.Real("rate", 1e-4, 0.3, true),
            new Dimension.Real("dropout", 0, 0.5, false),
            new Dimension.Whole("width", 64, 512, 64),
            new Dimension.Choice("kind", List.of("a", "b", "c")));

    @Test
    void aPlaceOfAValueGivesTheValueAgain() {
        RandomStream random = RandomStream.of(0, Purpose.CHECK, 0);
        for (Dimension dimension : DIMENSIONS) {
            for (double place : new double[] {0, 0.5, Math.nextDown(1.0), random.nextDouble(), random.nextDouble()}) {
                String value = dimension.at(place);
                assertThat(dimension.at(dimension.place(value))).isEqualTo(value);
                assertThat(dimension.place(value)).isBetween(0.0, 1.0);
            }
        }
    }

    @Test
    void aScaleGoesFromEndToEnd() {
        assertThat(DIMENSIONS.stream().map(dimension -> dimension.at(0))).containsExactly("0.0001", "0", "64", "a");
        assertThat(DIMENSIONS.stream().map(dimension -> dimension.at(Math.nextDown(1.0))))
                .containsExactly("0.3", "0.5", "512", "c");
        assertThat(DIMENSIONS.getFirst().at(0.5)).isEqualTo("0.00548"); // √(0.0001 · 0.3)
    }

    @Test
    void scalesThatAreNoneAreRefused() {
        assertThatThrownBy(() -> new Dimension.Real("rate", 0, 1, true))
                .hasMessage("rate goes from 0.0 to 1.0, expected 0 < low < high");
        assertThatThrownBy(() -> new Dimension.Whole("width", 8, 8, 1))
                .hasMessage("width goes from 8 to 8 by 1, expected low < high and a positive step");
        assertThatThrownBy(() -> new Dimension.Choice("kind", List.of("a")))
                .hasMessage("kind has 1 values, expected 2 or more");
    }

    @Test
    void aConfigurationIsItsText() {
        Configuration configuration = Configuration.parse(" realmlp  width=256 dropout=0.1\n");
        assertThat(configuration).hasToString("realmlp width=256 dropout=0.1");
        assertThat(Configuration.parse(configuration.toString())).isEqualTo(configuration);
        assertThatThrownBy(() -> Configuration.parse("realmlp width"))
                .hasMessage("the recipe's setting \"width\" is not name=value, such as realmlp width=256");
        assertThatThrownBy(() -> Configuration.parse("realmlp width=1 width=2"))
                .hasMessage("the recipe realmlp has the setting width twice; leave one of both out");
    }
}
