package dev.lamina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceCommandTest {

    @TempDir
    private Path folder;

    @Test
    void aStepIsShownFromTheInputsToTheUpdate() {
        Outcome outcome = trace("--widths=4,3,4,3", "--x=1,2,3,4", "--y=0,1,0");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .startsWith("A training step, number by number\n")
                .containsSubsequence(
                        "4 → 3 → 4 → 3",
                        "at random, seed 0",
                        "squared-error",
                        "gradient descent, η = 0.1",
                        "Forward pass",
                        "z₁⁽¹⁾ = 1·",
                        "Loss and cost",
                        "Backward pass",
                        "δ₁⁽³⁾ = ",
                        "δ₁⁽¹⁾ = ",
                        "w₁₁⁽³⁾",
                        "w₁₁⁽¹⁾",
                        "Check: the numeric gradient",
                        "Cost on the same samples:");
    }

    @Test
    void weightsOfAFileAreUsedAsTheyStand() {
        String file = Outcome.file(folder, "w.json", "{\"W\": [[[0.5], [0.25]]], \"b\": [[0.125]], \"by\": \"hand\"}");
        Outcome outcome = trace("--weights", file, "--activation=identity", "--x=1,2", "--y=1", "--learning-rate=0.5");
        // z = 0.5 + 0.5 + 0.125, δ = z − y = 0.125, ∂C/∂w = x·δ.
        assertThat(outcome.out())
                .contains("z₁⁽¹⁾ = 1·0.5 + 2·0.25 + 0.125 = 1.125\n")
                .contains("L = ½·((1.125 − 1)²) = 0.0078125\n")
                .contains("0.5 − 0.5·0.125 = 0.4375\n")
                .contains("0.25 − 0.5·0.25 = 0.125\n")
                .contains("0.125 − 0.5·0.125 = 0.0625\n");
        assertThat(trace("--weights", file, "--no-bias", "--activation=identity", "--x=1,2", "--y=1")
                        .out())
                .contains("z₁⁽¹⁾ = 1·0.5 + 2·0.25 = 1\n")
                .doesNotContain("b⁽¹⁾");
    }

    @Test
    void theLinkOfTheLossTakesThePlaceOfTheSameActivation() {
        String[] ways = {"--activation=sigmoid", "--output-activation=sigmoid", "--output-activation=identity"};
        for (String way : ways) {
            Outcome outcome = trace("--widths=2,2", "--loss=binary-cross-entropy", way, "--x=1,2", "--y=0,1");
            assertThat(outcome.out())
                    .contains("Layer 1   2 → 2, no activation")
                    .contains("binary-cross-entropy; its sigmoid")
                    .containsPattern("Δ⁽¹⁾ = 1/n·\\(Ŷ − Y\\) +\\(F8\\)");
        }
        assertThat(trace("--widths=2,2", "--loss=binary-cross-entropy", "--activation=sigmoid", "--x=1,2")
                        .out())
                .contains("The last layer has no sigmoid of its own: the loss applies it, once.");
    }

    @Test
    void stepsThatLeaveTheFiniteNumbersEndWithTheirExitCode() {
        Outcome outcome = trace(
                "--widths=2,2,1",
                "--activation=relu",
                "--x=10,20",
                "--y=1",
                "--learning-rate=1e9",
                "--steps=50",
                "--output-activation=identity");
        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.err())
                .matches(
                        "lamina: cost became (NaN|Infinity) at step \\d+, learning rate 1\\.0E9; lower --learning-rate; "
                                + "nothing was written\n");
    }

    @Test
    void withoutTargetThereIsOnlyTheForwardPass() {
        assertThat(trace("--widths=2,2", "--x=1,2").out())
                .startsWith("A forward pass, number by number\n")
                .doesNotContain("Backward");
    }

    @Test
    void stepsFollowEachOtherAndEndWithTheirCosts() {
        String out = trace("--widths=2,2", "--x=1,2", "--y=0,1", "--steps=3", "--optimizer=adam")
                .out();
        assertThat(out).contains("Step 1\n", "Step 3\n", "adam, η = 0.001, in float32");
        assertThat(out.substring(out.indexOf("Cost by step"))).containsPattern("\n +3 +0\\.\\d+ +0\\.\\d+ ");
    }

    @Test
    void theSeedChoosesTheWeights() {
        String[] sample = {"--widths=2,2", "--x=1,2"};
        String seven = trace("--widths=2,2", "--x=1,2", "--seed=7").out();
        assertThat(seven)
                .contains("seed 7")
                .isEqualTo(trace("--widths=2,2", "--x=1,2", "--seed=7").out());
        assertThat(trace(sample).out().replace("seed 0", "seed 7")).isNotEqualTo(seven);
    }

    @Test
    void chineseAndMarkdownCanBeAskedFor() {
        assertThat(trace("--widths=2,2", "--x=1,2", "--y=0,1", "--language=zh", "--markdown")
                        .out())
                .startsWith("# 一步训练的完整计算过程\n")
                .contains("## 前向传播", "\\tag{F1}", "\\begin{bmatrix}", "| 权重 | 代入数值 | 梯度 | 数值梯度 | 更新 |");
    }

    @Test
    void aPageIsWrittenToItsFile() throws IOException {
        Path page = folder.resolve("step.html");
        Outcome outcome = trace("--widths=2,2", "--x=1,2", "--y=0,1", "--language=zh", "--html=" + page);
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).isEqualTo("wrote " + page + "; open it in a browser\n");
        assertThat(Files.readString(page))
                .containsIgnoringCase("<!doctype html>")
                .contains("一步训练的完整计算过程");
    }

    @Test
    void aPageOnlyTakesThePlaceOfOtherPages() {
        String file = Outcome.file(folder, "w.json", "{\"W\": [[[1], [2]]]}");
        assertRefused(
                file + ": is read by this command; name another file with --html",
                "--weights=" + file,
                "--x=1,2",
                "--html=" + file);
        assertRefused(
                folder + ": is a folder, expected a file; name one with --html",
                "--widths=2,2",
                "--x=1,2",
                "--html=" + folder);
        assertRefused(
                folder.resolve("no/a.html")
                        + ": its folder does not exist; create it, or name another file with --html",
                "--widths=2,2",
                "--x=1,2",
                "--html=" + folder.resolve("no/a.html"));
        assertRefused(
                "both --html and --markdown are given; leave one out",
                "--widths=2,2",
                "--x=1,2",
                "--html=a.html",
                "--markdown");
    }

    @Test
    void rowsOfATableAreShownAsAModelSeesThem() {
        String model = folder.resolve("m.safetensors").toString();
        assertThat(Outcome.trainPenguins(Path.of(model)).code()).isZero();
        Outcome outcome = trace(model, Outcome.PENGUINS);
        assertThat(outcome.err()).isEqualTo("warning: the first 5 of 344 rows are traced\n");
        assertThat(outcome.out())
                .contains(
                        "15 → 16 → 3",
                        "Classes of species: 0 = Adelie, 1 = Chinstrap, 2 = Gentoo.",
                        "island",
                        "Torgersen",
                        "x₁ = ",
                        "softmax-cross-entropy",
                        "‖·‖ = ")
                .containsPattern("Sample 1: (Adelie|Chinstrap|Gentoo), with probability 0\\.\\d+")
                .contains("Check: the numeric gradient");
        String row = Outcome.file(
                folder,
                "row.csv",
                "island,beak_length_mm,beak_depth_mm,flipper_length_mm,body_mass_g,sex",
                "Biscoe,50,15,220,5000,MALE");
        Outcome forward = trace(model, row);
        assertThat(forward.err()).isEmpty();
        assertThat(forward.out()).startsWith("A forward pass").contains("with probability");
    }

    @Test
    void oneMemberOfAModelIsTraced() throws IOException {
        String model = folder.resolve("m.safetensors").toString();
        Outcome.trainThreeMembers(Path.of(model));

        assertThat(trace(model, Outcome.PENGUINS).out())
                .contains("15 → 16 → 3")
                .isEqualTo(trace(model, Outcome.PENGUINS, "--member", "1").out());
        assertThat(trace(model, Outcome.PENGUINS, "--member", "3").out()).contains("15 → 8 → 3");
        for (String none : List.of("0", "4")) {
            assertRefused(
                    "--member is " + none + ", the model has 3 members; give 1 to 3",
                    model,
                    Outcome.PENGUINS,
                    "--member",
                    none);
        }
        assertRefused(
                "--member is for a model; name its file and rows, or leave it out",
                "--widths=2,2",
                "--x=1,2",
                "--member=1");
    }

    @Test
    void tablesOfManyColumnsAreCut() {
        String model = folder.resolve("m.safetensors").toString();
        assertThat(Outcome.train("../samples/digits.csv", "digit", Path.of(model))
                        .code())
                .isZero();
        assertThat(trace(model, "../samples/digits.csv").out())
                .contains("    p1 ", "    ⋮ ", "    p63 ")
                .doesNotContain("    p30 ");
    }

    @Test
    void valuesAreShownInUnitsOfTheTarget() {
        String model = folder.resolve("m.safetensors").toString();
        assertThat(Outcome.train(Outcome.CARS, "miles_per_gallon", Path.of(model), "--ignore", "name")
                        .code())
                .isZero();
        assertThat(trace(model, Outcome.CARS).out())
                .contains("The network sees miles_per_gallon as (y − mean) / deviation")
                .containsPattern("Sample 1: miles_per_gallon = -?\\d");
    }

    @Test
    void unusableOptionsAreRefusedInOneLine() {
        assertRefused("nothing to trace; give --widths such as 4,3,4,3, or --weights, or a model and its data");
        assertRefused(
                "--widths is 4, expected the width of the inputs and of 1 layer or more, each 1 or more", "--widths=4");
        assertRefused(
                "--widths is 4,0, expected the width of the inputs and of 1 layer or more, each 1 or more",
                "--widths=4,0");
        assertRefused(
                "--widths 10000,10000 make 100000000 weights, a trace shows networks of up to 1000000",
                "--widths=10000,10000");
        assertRefused("no sample to trace; give --x with 2 numbers, or --batch", "--widths=2,2");
        assertRefused("--x has 3 numbers, the network 2 inputs", "--widths=2,2", "--x=1,2,3");
        assertRefused("--x is [1.0, NaN], expected finite numbers", "--widths=2,2", "--x=1,NaN");
        assertRefused(
                "squared-error on 2 outputs expects a target of 2 numbers, got 1", "--widths=2,2", "--x=1,2", "--y=1");
        assertRefused("--steps is 0, expected 1 to 1000", "--widths=2,2", "--x=1,2", "--steps=0");
        assertRefused("digits is 18, expected 1 to 17", "--widths=2,2", "--x=1,2", "--digits=18");
        assertRefused(
                "the learning rate is -1.0, expected more than 0", "--widths=2,2", "--x=1,2", "--learning-rate=-1");
        assertRefused("unknown language \"fr\"; known are en, zh", "--widths=2,2", "--x=1,2", "--language=fr");
    }

    @Test
    void unknownNamesListTheKnown() {
        assertThat(trace("--widths=2,2", "--x=1,2", "--activation=sigmod").err())
                .startsWith("lamina: unknown activation \"sigmod\"; known are elu, exp, gelu")
                .hasLineCount(1);
        assertThat(trace("--widths=2,2", "--x=1,2", "--loss=mse").err())
                .startsWith("lamina: unknown loss \"mse\"; known are ")
                .contains("squared-error")
                .hasLineCount(1);
        assertThat(trace("--widths=2,2", "--x=1,2", "--optimizer=sdg").err())
                .startsWith("lamina: unknown optimizer \"sdg\"; known are sgd, adam")
                .hasLineCount(1);
    }

    @Test
    void weightsOfAnotherShapeAreRefused() {
        String file = Outcome.file(folder, "w.json", "{\"W\": [[[1, 2, 3], [4, 5, 6]]]}");
        assertRefused(
                file + ": has the widths 2,3, --widths is 3,2; if its rows are outputs, add \"layout\": \"out-in\"",
                "--widths=3,2",
                "--weights=" + file,
                "--x=1,2,3");
        assertRefused("both --seed and --weights are given; leave one out", "--weights=" + file, "--seed=1", "--x=1,2");
        assertRefused("nowhere.json: no such file", "--weights=nowhere.json");
    }

    @Test
    void batchesOfAnotherShapeAreRefused() {
        String headless = Outcome.file(folder, "headless.csv", "1,2,0.5,0.25", "3,4,5,6");
        assertRefused(
                headless + ": the first line holds numbers, expected a line of names such as x1,x2,y1",
                "--widths=2,2",
                "--batch=" + headless);
        String narrow = Outcome.file(folder, "narrow.csv", "a,b,c,d,e", "1,2,3,4,5");
        assertRefused(
                narrow + ": has 5 columns, expected 2 inputs and then 0, 1 or 2 of the target",
                "--widths=2,2",
                "--batch=" + narrow);
        String words = Outcome.file(folder, "words.csv", "a,b", "1,x", "2,3");
        assertThat(trace("--widths=2,2", "--batch=" + words).err())
                .isEqualTo("lamina: " + words + ":2: column \"b\" expects a number, got a column of type category\n");
        String target = Outcome.file(folder, "target.csv", "a,b,c", "1,2,0", "1,2,9");
        assertRefused(
                target + ":3: softmax-cross-entropy on 2 outputs expects a class index of 0 to 1, got 9.0",
                "--widths=2,2",
                "--loss=softmax-cross-entropy",
                "--batch=" + target);
        assertRefused("both --x and --batch are given; leave one out", "--widths=2,2", "--x=1,2", "--batch=" + target);
    }

    @Test
    void aModelBringsItsOwnNetwork() {
        assertRefused(
                "--widths is for a network without a model; leave it out, or the model",
                "m.safetensors",
                Outcome.PENGUINS,
                "--widths=2,2");
        assertRefused("a model needs rows to trace; name a file of them after m.safetensors", "m.safetensors");
        assertRefused(
                "nowhere.safetensors: cannot be read: there is no such file", "nowhere.safetensors", Outcome.PENGUINS);
    }

    private static void assertRefused(String message, String... arguments) {
        Outcome outcome = trace(arguments);
        assertThat(outcome.err()).isEqualTo("lamina: " + message + "\n");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
    }

    private static Outcome trace(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "trace";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Outcome.of(all);
    }
}
