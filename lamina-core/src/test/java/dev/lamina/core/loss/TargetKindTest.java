package dev.lamina.core.loss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.core.loss.Heads.Head;
import dev.lamina.core.loss.TargetKind.Classes;
import dev.lamina.core.loss.TargetKind.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetKindTest {

    @ParameterizedTest
    @CsvSource({
        "NUMBER, true, true, true, true, true, true",
        "COUNT, false, true, true, true, true, false",
        "PROBABILITY, false, true, true, true, false, false",
        "SIGN, true, false, false, true, false, false"
    })
    void eachKindAcceptsItsNumbers(
            Element kind, boolean minusOne, boolean zero, boolean half, boolean one, boolean two, boolean infinity) {
        assertThat(kind.accepts(-1)).isEqualTo(minusOne);
        assertThat(kind.accepts(0)).isEqualTo(zero);
        assertThat(kind.accepts(0.5)).isEqualTo(half);
        assertThat(kind.accepts(1)).isEqualTo(one);
        assertThat(kind.accepts(2)).isEqualTo(two);
        assertThat(kind.accepts(Double.POSITIVE_INFINITY)).isEqualTo(infinity);
        assertThat(kind.accepts(Double.NaN)).isEqualTo(kind == Element.NUMBER);
    }

    @Test
    void aClassIndexIsAWholeNumberBelowTheClasses() {
        assertThat(Classes.isIndex(0, 3)).isTrue();
        assertThat(Classes.isIndex(2, 3)).isTrue();
        for (double y : new double[] {-1, 0.5, 3, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThat(Classes.isIndex(y, 3)).as("%s", y).isFalse();
        }
    }

    @Test
    void columnsOfTargetsFollowFromTheKind() {
        assertThat(new SquaredError().targetColumns(3)).isEqualTo(3);
        assertThat(new Focal().targetColumns(3)).isEqualTo(1);
        assertThat(new SoftmaxCrossEntropy().targetColumns(3)).isEqualTo(1);
        assertThat(new KullbackLeibler().targetColumns(3)).isEqualTo(3);
        assertThat(Heads.of(new Head("price", new Huber(), 2), new Head("kind", new Focal(), 3))
                        .targetColumns(5))
                .isEqualTo(3);
    }
}
