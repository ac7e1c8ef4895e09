package dev.lamina.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.loss.SquaredError;
import dev.lamina.report.trace.Trace;
import dev.lamina.report.trace.TraceSettings;
import dev.lamina.report.trace.Tracer;
import dev.lamina.report.trace.Traces;
import dev.lamina.report.trace.UpdateRule;
import dev.lamina.report.trace.WeightStart;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Text and Markdown of a trace.
class RenderingTest {

    private static final List<String> LOSSES = List.of(
            "absolute-error",
            "binary-cross-entropy",
            "crammer-singer-hinge",
            "focal",
            "huber",
            "kullback-leibler",
            "log-cosh",
            "mean-binary-cross-entropy",
            "mean-squared-error",
            "mean-weston-watkins-hinge",
            "quantile",
            "softmax-cross-entropy",
            "squared-error",
            "weston-watkins-hinge");

    private static final Trace SMALL = Traces.small(new SquaredError(), 0, 1, 0);

    @Test
    void textHasEveryFormulaWithItsNumber() {
        String text = TextTrace.render(SMALL, Language.ENGLISH, 6);
        assertThat(text)
                .containsPattern("Z⁽¹⁾ = \\(W⁽¹⁾\\)ᵀ A⁽⁰⁾ \\+ b⁽¹⁾ +\\(F1\\)\n")
                .containsPattern("L\\(ŷ, y\\) = ½ Σⱼ \\(ŷⱼ − yⱼ\\)² +\\(F2\\)\n")
                .containsPattern("C = 1/n Σᵢ Lᵢ +\\(F3\\)\n")
                .containsPattern("Δ⁽³⁾ = ∂C/∂A⁽³⁾ ⊙ f′\\(Z⁽³⁾\\) +\\(F4\\)\n")
                .containsPattern("Δ⁽²⁾ = W⁽³⁾ Δ⁽³⁾ ⊙ f′\\(Z⁽²⁾\\) +\\(F5\\)\n")
                .containsPattern("∂C/∂W⁽¹⁾ = A⁽⁰⁾ \\(Δ⁽¹⁾\\)ᵀ +\\(F6\\)\n")
                .containsPattern("∂C/∂b⁽¹⁾ = Σᵢ δᵢ⁽¹⁾ +\\(F7\\)\n");
    }

    /// z₁ = 0.5·w₁₁ + … is computed again from the numbers that the line puts in.
    @Test
    void textPutsInNumbersThatGiveTheResult() {
        String text = TextTrace.render(SMALL, Language.ENGLISH, 17).replaceAll("\n {8,}", " ");
        Matcher line = Pattern.compile("z₁⁽¹⁾ = (.*) = (\\S+)\n").matcher(text);
        assertThat(line.find()).isTrue();
        double sum = Arrays.stream(line.group(1).split(" \\+ ", -1))
                .mapToDouble(term -> Arrays.stream(term.split("·", -1))
                        .mapToDouble(factor -> Double.parseDouble(factor.replaceAll("[()]", "")))
                        .reduce(1, (a, b) -> a * b))
                .sum();
        assertThat(sum).isEqualTo(SMALL.steps().getFirst().forward().z().getFirst()[0][0]);
    }

    /// But for the rows of a table, which cannot be broken.
    @Test
    void textFitsATerminal() {
        for (Language language : Language.values()) {
            for (String line : TextTrace.render(SMALL, language, 6).lines().toList()) {
                assertThat(line.matches(" +[wb].*") ? 0 : Monospace.width(line))
                        .as(line)
                        .isLessThanOrEqualTo(TextTrace.WIDTH);
            }
        }
    }

    @Test
    void chineseSpeaksChineseAndHasTheSameNumbers() {
        String english = TextTrace.render(SMALL, Language.ENGLISH, 6);
        String chinese = TextTrace.render(SMALL, Language.CHINESE, 6);
        assertThat(chinese).contains("前向传播", "误差反向传播", "权重梯度", "偏置", "学习率", "样本", "代价函数", "数值梯度");
        assertThat(equations(chinese)).isEqualTo(equations(english)).isNotEmpty();
    }

    private static List<String> equations(String text) {
        return text.lines().filter(line -> line.startsWith("    δ")).toList();
    }

    @ParameterizedTest
    @EnumSource(Phrase.class)
    void phrasesTakeTheSameArgumentsInEveryLanguage(Phrase phrase) {
        assertThat(arguments(phrase.in(Language.CHINESE))).isEqualTo(arguments(phrase.in(Language.ENGLISH)));
    }

    private static List<String> arguments(String pattern) {
        return Pattern.compile("%(\\d\\$)?[a-z]")
                .matcher(pattern)
                .results()
                .map(result -> result.group().replaceAll("\\d\\$", ""))
                .sorted()
                .distinct()
                .toList();
    }

    @Test
    void everyLossAndActivationHasItsFormulas() {
        for (String name : LOSSES) {
            Loss loss = Loss.named(name);
            double[] y = loss.targetColumns(3) == 1 ? new double[] {1} : new double[] {0, 1, 0};
            assertWellFormed(Traces.small(loss, y));
        }
        for (Activation f : Activation.all()) {
            assertWellFormed(Tracer.trace(
                    Traces.settings(
                            Traces.network(f.name(), f.name(), 3, 2, 2),
                            new SquaredError(),
                            UpdateRule.plain(0.1),
                            new double[][] {{0.1, 0.2, 0.3}},
                            new double[][] {{0.4, 0.5}}),
                    1));
        }
    }

    @Test
    void lossesPutInTheirNumbers() {
        assertThat(lossLine("binary-cross-entropy", 1, 0, 0.25))
                .containsPattern(
                        "L = −log 0\\.\\d+ − log\\(1 − 0\\.\\d+\\) − 0\\.25·log 0\\.\\d+ − 0\\.75·log\\(1 − 0\\.\\d+\\)");
        assertThat(lossLine("softmax-cross-entropy", 1)).containsPattern("L = −log 0\\.\\d+ = ");
        assertThat(lossLine("mean-squared-error", 1, 0, 0.25)).containsPattern("L = 1/3·\\(\\(-?0\\.\\d+ − 1\\)² \\+ ");
    }

    private static String lossLine(String loss, double... y) {
        return TextTrace.render(Traces.small(Loss.named(loss), y), Language.ENGLISH, 6);
    }

    @Test
    void wideLayersAreCorners() {
        double[][] x = {IntStream.range(0, 20).mapToDouble(i -> 0.1 * i - 1).toArray()};
        Trace trace = Tracer.trace(
                Traces.settings(
                        Traces.network("relu", "identity", 20, 100, 3),
                        new SoftmaxCrossEntropy(),
                        UpdateRule.plain(0.1),
                        x,
                        new double[][] {{2}}),
                1);
        assertWellFormed(trace);
        String text = TextTrace.render(trace, Language.ENGLISH, 6);
        assertThat(text)
                .contains("⋯", "⋮", "⋱", "W⁽¹⁾: 20 × 100, ‖·‖ = ")
                .contains("With the numbers of sample 1, for the first neuron:");
        assertThat(text.lines().count()).isLessThan(300);
    }

    @Test
    void wordsFromFilesAreNoMarkup() {
        Trace trace = Tracer.trace(
                TraceSettings.of(
                        SMALL.settings().network(),
                        new WeightStart.File("a_b*|$<x>.json"),
                        new SquaredError(),
                        false,
                        UpdateRule.plain(0.1),
                        SMALL.settings().inputs(),
                        null),
                1);
        assertThat(MarkdownTrace.render(trace, Language.ENGLISH, 6)).contains("from a\\_b\\*\\|\\$\\<x\\>.json");
    }

    /// No LaTeX in the text; in Markdown every dollar, brace and environment is closed, and tables are even.
    private static void assertWellFormed(Trace trace) {
        assertThat(TextTrace.render(trace, Language.ENGLISH, 6)).doesNotContain("\\", "{", "}", "$");
        String markdown = MarkdownTrace.render(trace, Language.CHINESE, 6);
        assertThat(markdown).doesNotContain("\\num");
        boolean display = false;
        StringBuilder formula = new StringBuilder();
        for (String line : markdown.lines().toList()) {
            if (line.equals("$$")) {
                display = !display;
                if (!display) {
                    assertBalanced(formula.toString());
                    formula.setLength(0);
                }
            } else if (display) {
                assertThat(line).doesNotContain("$").isNotBlank();
                formula.append(line).append('\n');
            } else {
                assertThat(line.chars().filter(c -> c == '$').count() % 2)
                        .as(line)
                        .isZero();
            }
        }
        assertThat(display).isFalse();
    }

    private static void assertBalanced(String latex) {
        assertThat(count(latex, "{")).as(latex).isEqualTo(count(latex, "}"));
        assertThat(count(latex, "\\begin")).as(latex).isEqualTo(count(latex, "\\end"));
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length;
    }
}
