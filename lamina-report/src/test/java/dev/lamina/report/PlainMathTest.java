package dev.lamina.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainMathTest {

    @Test
    void scriptsBecomeSmallLetters() {
        assertThat(PlainMath.text("\\delta_{1}^{(3)}")).isEqualTo("δ₁⁽³⁾");
        assertThat(PlainMath.text("(W^{(12)})^{\\top} A^{(l)}")).isEqualTo("(W⁽¹²⁾)ᵀ A⁽ˡ⁾");
        assertThat(PlainMath.text("\\sum_k e^{-z}")).isEqualTo("Σₖ e⁻ᶻ");
    }

    @Test
    void scriptsWithoutSmallLettersStandBehindTheirSign() {
        assertThat(PlainMath.text("\\hat{y}_c")).isEqualTo("ŷ_c");
        assertThat(PlainMath.text("e^{-0.5}")).isEqualTo("e^(-0.5)");
    }

    @Test
    void fractionsStandOnOneLine() {
        assertThat(PlainMath.text("\\frac{\\partial C}{\\partial W^{(1)}}")).isEqualTo("∂C/∂W⁽¹⁾");
        assertThat(PlainMath.text("\\frac{1}{1 + e^{-z}}")).isEqualTo("1/(1 + e⁻ᶻ)");
        assertThat(PlainMath.text("\\frac{1}{2} \\sum_j (\\hat{y}_j - y_j)^2")).isEqualTo("½ Σⱼ (ŷⱼ − yⱼ)²");
    }

    @Test
    void signsOfNumbersStayAsciiAndOperatorsDoNot() {
        assertThat(PlainMath.text("0.5 \\cdot (-0.25) - 3 = \\num{-1.5e-7}")).isEqualTo("0.5·(-0.25) − 3 = -1.5e-7");
    }

    @Test
    void casesFollowEachOther() {
        assertThat(PlainMath.text("f(z) = \\begin{cases} z & z > 0 \\\\ 0.01 \\cdot z & z \\le 0 \\end{cases}, x"))
                .isEqualTo("f(z) = z (z > 0), 0.01·z (z ≤ 0), x");
    }
}
