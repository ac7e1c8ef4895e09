package dev.lamina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.core.loss.Loss;
import dev.lamina.core.network.Network;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.core.reference.ReferenceNetwork;
import dev.lamina.core.reference.ReferenceNetwork.Backward;
import dev.lamina.core.reference.ReferenceNetwork.Forward;
import dev.lamina.core.reference.ReferenceNetwork.ReferenceLayer;
import dev.lamina.report.trace.Corners;
import dev.lamina.testkit.Golden;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The command against an independent float64 implementation: every z, a, δ, gradient, loss and cost of the
/// golden networks that the trace shows stands in the output, with all digits, in its place. Of wide layers and
/// many samples it shows the corners.
class TraceGoldenTest {

    private static final double TOLERANCE = 1e-13;

    /// The golden losses that the command can be asked for.
    private static final Map<String, String> LOSSES = Map.ofEntries(
            Map.entry("mse_half_sum", "squared-error"),
            Map.entry("mse_mean", "mean-squared-error"),
            Map.entry("softmax_cross_entropy", "softmax-cross-entropy"),
            Map.entry("binary_log_loss_sum", "binary-cross-entropy"),
            Map.entry("binary_log_loss_mean", "mean-binary-cross-entropy"),
            Map.entry("hinge", "hinge"),
            Map.entry("squared_hinge", "squared-hinge"),
            Map.entry("huber_delta1", "huber"),
            Map.entry("mae", "absolute-error"),
            Map.entry("multiclass_hinge_ww", "mean-weston-watkins-hinge"),
            Map.entry("multiclass_hinge_ww_sum", "weston-watkins-hinge"),
            Map.entry("multiclass_hinge_cs", "crammer-singer-hinge"));

    /// The matrix that an element belongs to.
    private static final Map<String, String> CAPITALS = Map.of("z", "Z", "a", "A", "\\delta", "\\Delta", "C", "C");

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(e-?\\d+)?");

    @TempDir
    private Path folder;

    @Test
    void everyNumberOfEveryCaseStandsInItsPlace() {
        int compared = 0;
        for (Path file : Golden.files("net_*.json")) {
            for (JsonNode example : Golden.read(file).get("cases")) {
                String loss = LOSSES.get(example.get("loss").asString());
                if (loss != null) {
                    compare(file, example, Loss.named(loss));
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(2 * 2 * 3 * 14);
    }

    @Test
    void ofAWideNetworkTheCornersStandInTheirPlaces() {
        for (int samples : new int[] {1, 10}) {
            Path file = wide(samples);
            compare(file, Golden.read(file).at("/cases/0"), Loss.named("squared-error"));
            compareText(file, Golden.read(file).at("/cases/0"));
        }
    }

    /// A golden file of a network 12 → 40 → 3, by the reference, which `ReferenceGoldenTest` holds against the
    /// independent implementation.
    private Path wide(int samples) {
        Network shape = Network.inputs(12).dense(40).tanh().dense(3).sigmoid().build();
        ReferenceNetwork network = ReferenceNetwork.of(shape, shape.initialize(7));
        double[][] x = drawn(samples, 12);
        double[][] y = drawn(samples, 3);
        Forward forward = network.forward(x);
        Backward backward = network.backward(forward, Loss.named("squared-error"), y);
        Map<String, Object> example = Map.of(
                "hidden_activation", "tanh",
                "output_activation", "sigmoid",
                "X", x,
                "Y", y,
                "z", forward.z(),
                "a", forward.a(),
                "delta", backward.deltas(),
                "dW", outputsFirst(backward.weightGradients()),
                "cost", backward.cost(),
                "per_sample_loss", backward.losses());
        List<double[][]> weights =
                network.layers().stream().map(ReferenceLayer::weights).toList();
        Map<String, Object> golden =
                Map.of("shape", List.of(12, 40, 3), "W", outputsFirst(weights), "cases", List.of(example));
        return Path.of(Outcome.file(folder, "wide.json", new ObjectMapper().writeValueAsString(golden)));
    }

    private static double[][] drawn(int rows, int columns) {
        RandomStream random = RandomStream.of(7, Purpose.CHECK, columns);
        return Stream.generate(() -> DoubleStream.generate(random::nextGaussian)
                        .limit(columns)
                        .toArray())
                .limit(rows)
                .toArray(double[][]::new);
    }

    private static List<double[][]> outputsFirst(List<double[][]> matrices) {
        return matrices.stream().map(TraceGoldenTest::transposed).toList();
    }

    private void compare(Path file, JsonNode example, Loss loss) {
        List<String> arguments = arguments(file, example, loss);
        String name = String.join(" ", arguments);
        arguments.add("--markdown");
        Map<String, double[][]> shown = shown(run(arguments));
        boolean linked = !loss.link().name().equals("identity");
        int depth = example.get("z").size();
        for (int l = 1; l <= depth; l++) {
            assertShown(
                    name,
                    shown,
                    "Z^{(" + l + ")}",
                    transposed(rows(example.get("z").get(l - 1))));
            if (l < depth || !linked) {
                assertShown(
                        name,
                        shown,
                        "A^{(" + l + ")}",
                        transposed(rows(example.get("a").get(l - 1))));
            }
            assertShown(
                    name,
                    shown,
                    "\\Delta^{(" + l + ")}",
                    transposed(rows(example.get("delta").get(l - 1))));
            // The file has a row for each output, as for its weights.
            assertShown(
                    name,
                    shown,
                    "\\frac{\\partial C}{\\partial W^{(" + l + ")}}",
                    transposed(rows(example.get("dW").get(l - 1))));
        }
        assertShown(name, shown, "C", new double[][] {{example.get("cost").asDouble()}});
    }

    @Test
    void theTextHasEveryNumberToo() {
        for (Path file : Golden.files("net_*.json")) {
            for (JsonNode example : Golden.read(file).get("cases")) {
                if (example.get("loss").asString().equals("mse_half_sum")) {
                    compareText(file, example);
                }
            }
        }
    }

    private void compareText(Path file, JsonNode example) {
        String text = run(arguments(file, example, Loss.named("squared-error")));
        NavigableSet<Double> numbers = new TreeSet<>();
        NUMBER.matcher(text).results().forEach(found -> numbers.add(Double.parseDouble(found.group())));
        for (String member : List.of("z", "a", "delta", "dW")) {
            example.get(member).forEach(layer -> assertAmong(numbers, member, layer));
        }
        assertAmong(numbers, "cost", example.get("cost"));
        assertAmong(numbers, "per_sample_loss", example.get("per_sample_loss"));
    }

    private static void assertAmong(NavigableSet<Double> numbers, String name, JsonNode golden) {
        if (golden.isArray()) {
            for (int i : Corners.of(golden.size())) {
                assertAmong(numbers, name, golden.get(i));
            }
            return;
        }
        double value = golden.asDouble();
        double margin = TOLERANCE * Math.max(1, Math.abs(value));
        assertThat(numbers.subSet(value - margin, true, value + margin, true))
                .as(name + " " + value)
                .isNotEmpty();
    }

    private List<String> arguments(Path file, JsonNode example, Loss loss) {
        boolean linked = !loss.link().name().equals("identity");
        List<String> arguments = new ArrayList<>(List.of(
                "trace",
                "--weights=" + file,
                "--activation=" + example.get("hidden_activation").asString(),
                "--output-activation="
                        + (linked
                                ? "identity"
                                : example.get("output_activation").asString()),
                "--loss=" + loss.name(),
                "--digits=17"));
        double[][] x = rows(example.get("X"));
        double[][] y = targets(example.get("Y"));
        if (x.length == 1) {
            arguments.add("--x=" + joined(x[0]));
            arguments.add("--y=" + joined(y[0]));
        } else {
            List<String> lines = new ArrayList<>();
            lines.add(IntStream.range(0, x[0].length + y[0].length)
                    .mapToObj(j -> "c" + j)
                    .collect(Collectors.joining(",")));
            for (int i = 0; i < x.length; i++) {
                lines.add(joined(x[i]) + "," + joined(y[i]));
            }
            arguments.add("--batch=" + Outcome.file(folder, "batch.csv", lines.toArray(String[]::new)));
        }
        return arguments;
    }

    private static String run(List<String> arguments) {
        Outcome outcome = Outcome.of(arguments.toArray(String[]::new));
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        return outcome.out();
    }

    private static String joined(double[] values) {
        return Arrays.stream(values).mapToObj(Double::toString).collect(Collectors.joining(","));
    }

    /// The matrices of the Markdown by name, without the dots for what is left out, and those that it shows
    /// element by element, put together.
    private static Map<String, double[][]> shown(String markdown) {
        Map<String, double[][]> shown = new LinkedHashMap<>();
        Pattern matrix = Pattern.compile("(?m)^(.+) = \\\\begin\\{bmatrix}\n([^b]*)\n\\\\end\\{bmatrix}");
        Matcher matrices = matrix.matcher(markdown);
        while (matrices.find()) {
            shown.put(
                    matrices.group(1),
                    Arrays.stream(matrices.group(2).split(" \\\\\\\\\n", -1))
                            .filter(row -> !row.contains("\\vdots"))
                            .map(row -> Arrays.stream(row.split(" & ", -1))
                                    .filter(cell -> !cell.equals("\\cdots"))
                                    .mapToDouble(TraceGoldenTest::number)
                                    .toArray())
                            .toArray(double[][]::new));
        }
        Map<String, Map<String, Double>> elements = new LinkedHashMap<>();
        Pattern equation = Pattern.compile(
                "(?m)^(z|a|\\\\delta|C)(?:_\\{(\\d+)})?(?:\\^\\{\\((\\d+)\\)})? &=.* = ([^=\n]+?)(?: \\\\\\\\)?$");
        Matcher lines = equation.matcher(markdown);
        while (lines.find()) {
            String name = CAPITALS.getOrDefault(lines.group(1), "");
            String at = lines.group(3) == null ? name : name + "^{(" + lines.group(3) + ")}";
            elements.computeIfAbsent(at, _ -> new LinkedHashMap<>())
                    .put(String.valueOf(lines.group(2)), number(lines.group(4)));
        }
        elements.forEach((name, values) -> shown.putIfAbsent(
                name,
                values.values().stream().map(value -> new double[] {value}).toArray(double[][]::new)));
        gradientTable(markdown, shown);
        Matcher linear = Pattern.compile("(?m)^(A\\S+) = (Z\\S+) \\\\tag").matcher(markdown);
        while (linear.find()) {
            shown.put(linear.group(1), shown.getOrDefault(linear.group(2), new double[0][]));
        }
        return shown;
    }

    private static void gradientTable(String markdown, Map<String, double[][]> shown) {
        Map<String, List<double[]>> rows = new LinkedHashMap<>();
        Matcher lines = Pattern.compile(
                        "(?m)^\\| \\$w_\\{(\\d)(\\d)}\\^\\{\\((\\d+)\\)}\\$ \\| [^|]* \\| \\$([^$]*)\\$")
                .matcher(markdown);
        while (lines.find()) {
            rows.computeIfAbsent("\\frac{\\partial C}{\\partial W^{(" + lines.group(3) + ")}}", _ -> new ArrayList<>())
                    .add(new double[] {
                        Integer.parseInt(lines.group(1)), Integer.parseInt(lines.group(2)), number(lines.group(4))
                    });
        }
        rows.forEach((name, entries) -> {
            double[] last = entries.getLast();
            double[][] matrix = new double[(int) last[0]][(int) last[1]];
            entries.forEach(entry -> matrix[(int) entry[0] - 1][(int) entry[1] - 1] = entry[2]);
            shown.put(name, matrix);
        });
    }

    private static double number(String latex) {
        return Double.parseDouble(latex.strip().replaceAll(" ?\\\\cdot 10\\^\\{(.*)}", "e$1"));
    }

    private static void assertShown(String name, Map<String, double[][]> shown, String symbol, double[][] whole) {
        double[][] golden = corners(whole);
        double[][] actual = shown.getOrDefault(symbol, new double[0][]);
        assertThat(actual)
                .as("%s: %s among %s", name, symbol, shown.keySet())
                .hasDimensions(golden.length, golden[0].length);
        for (int i = 0; i < golden.length; i++) {
            assertThat(actual[i].length).as(name + " " + symbol).isEqualTo(golden[i].length);
            for (int j = 0; j < golden[i].length; j++) {
                assertThat(Math.abs(actual[i][j] - golden[i][j]))
                        .as("%s: %s [%d][%d] %s, expected %s", name, symbol, i, j, actual[i][j], golden[i][j])
                        .isLessThanOrEqualTo(TOLERANCE * Math.max(1, Math.abs(golden[i][j])));
            }
        }
    }

    private static double[][] corners(double[][] matrix) {
        return Arrays.stream(Corners.of(matrix.length))
                .mapToObj(i -> Arrays.stream(Corners.of(matrix[i].length))
                        .mapToDouble(j -> matrix[i][j])
                        .toArray())
                .toArray(double[][]::new);
    }

    /// Class indices, one for each sample, as a column.
    private static double[][] targets(JsonNode y) {
        return y.get(0).isArray() ? rows(y) : transposed(new double[][] {row(y)});
    }

    private static double[][] rows(JsonNode matrix) {
        return matrix.valueStream().map(TraceGoldenTest::row).toArray(double[][]::new);
    }

    private static double[] row(JsonNode array) {
        return array.valueStream().mapToDouble(JsonNode::asDouble).toArray();
    }

    private static double[][] transposed(double[][] matrix) {
        double[][] transposed = new double[matrix[0].length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix[i].length; j++) {
                transposed[j][i] = matrix[i][j];
            }
        }
        return transposed;
    }
}
