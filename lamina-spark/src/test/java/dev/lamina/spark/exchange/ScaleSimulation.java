package dev.lamina.spark.exchange;

import dev.lamina.core.train.ShardTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// How the time of an epoch grows with executors, by the schedule of [SocketExchange] and constants that
/// were measured: `ScaleSimulation GFLOPS MILLISECONDS GIGABYTES PICTURE`, the speed of training of one
/// core, what a message costs, what a network card sends in a second, and the SVG file to write. Not a
/// test.
final class ScaleSimulation {

    private static final long ROWS = 1_000_000_000;

    private static final int CORES = 4;

    private static final int[] EXECUTORS = {1, 2, 4, 8, 16, 32, 64, 100};

    /// Multiplications and additions for a row and a parameter: forward, and back to weights and inputs.
    private static final int FLOPS = 6;

    /// @param parameters of the network
    /// @param batch rows of a step
    private record Case(String name, int parameters, int batch) {}

    private static final List<Case> CASES = List.of(
            new Case("0.3 M parameters, batch 8,192", 300_000, 8_192),
            new Case("0.3 M parameters, batch 131,072", 300_000, 131_072),
            new Case("10 M parameters, batch 8,192", 10_000_000, 8_192),
            new Case("10 M parameters, batch 131,072", 10_000_000, 131_072));

    private final double flops;
    private final double message;
    private final double bytes;

    private ScaleSimulation(double flops, double message, double bytes) {
        this.flops = flops;
        this.message = message;
        this.bytes = bytes;
    }

    public static void main(String[] arguments) throws IOException {
        ScaleSimulation simulation = new ScaleSimulation(
                Double.parseDouble(arguments[0]) * 1e9,
                Double.parseDouble(arguments[1]) / 1e3,
                Double.parseDouble(arguments[2]) * 1e9);
        System.out.println("| executors of 4 cores | "
                + String.join(" | ", CASES.stream().map(Case::name).toList()) + " |\n|---|"
                + "---|".repeat(CASES.size()));
        List<double[]> speeds = new ArrayList<>();
        CASES.forEach(_ -> speeds.add(new double[EXECUTORS.length]));
        for (int i = 0; i < EXECUTORS.length; i++) {
            StringBuilder line = new StringBuilder("| " + EXECUTORS[i]);
            for (int j = 0; j < CASES.size(); j++) {
                Step step = simulation.step(CASES.get(j), EXECUTORS[i]);
                double epoch = step.seconds() * ROWS / CASES.get(j).batch();
                speeds.get(j)[i] = ROWS / epoch / 1e6;
                line.append(String.format(
                        Locale.ROOT,
                        " | %s, %d %% computing",
                        duration(epoch),
                        Math.round(100 * step.computing() / step.seconds())));
            }
            System.out.println(line + " |");
        }
        Files.writeString(Path.of(arguments[3]), picture(speeds));
    }

    private static String duration(double seconds) {
        return seconds < 120
                ? String.format(Locale.ROOT, "%.0f s", seconds)
                : seconds < 7200
                        ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
                        : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }

    /// The time of a step, and how much of it is not waiting for others.
    private record Step(double computing, double exchanging) {
        double seconds() {
            return computing + exchanging;
        }
    }

    private Step step(Case network, int executors) {
        int shards = executors * CORES;
        double computing = 0;
        double exchanging = 0;
        for (int task = 0; task < executors; task++) {
            int own = ShardRange.of(shards, executors, task).size();
            double rows = (double) own * network.batch() / shards;
            computing = Math.max(computing, rows * FLOPS * network.parameters() / (flops * CORES));
            exchanging = Math.max(exchanging, exchange(network, shards, executors, task));
        }
        return new Step(computing, executors == 1 ? 0 : exchanging);
    }

    /// A task sends to each other one the sums of its shards for the other's part of the gradient, and the
    /// total of its own part; all at once, through one card.
    private double exchange(Case network, int shards, int executors, int task) {
        ShardRange range = ShardRange.of(shards, executors, task);
        int nodes = ShardTree.cover(shards, range.first(), range.end()).size();
        double part = (double) Float.BYTES * network.parameters() / executors;
        double sent = (executors - 1) * (nodes + 1) * part;
        return 2 * (executors - 1) * message + sent / bytes;
    }

    /// Rows a second by executors, both on logarithmic scales.
    private static String picture(List<double[]> speeds) {
        double least = speeds.stream().mapToDouble(line -> line[0]).min().orElseThrow();
        double most = speeds.stream().flatMapToDouble(Arrays::stream).max().orElseThrow();
        StringBuilder svg = new StringBuilder("""
                <svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 760 420' font-family='sans-serif' font-size='13'>
                <rect width='760' height='420' fill='white'/>
                """);
        for (int executors : EXECUTORS) {
            double x = x(executors);
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1='%.1f' y1='30' x2='%.1f' y2='360' stroke='#ddd'/><text x='%.1f' y='378'"
                            + " text-anchor='middle'>%d</text>%n",
                    x,
                    x,
                    x,
                    executors));
        }
        for (double speed = Math.pow(10, Math.floor(Math.log10(least))); speed <= most * 1.01; speed *= 10) {
            double y = y(speed, least, most);
            if (y <= 360) {
                svg.append(String.format(
                        Locale.ROOT,
                        "<line x1='70' y1='%.1f' x2='480' y2='%.1f' stroke='#ddd'/><text x='62' y='%.1f'"
                                + " text-anchor='end'>%s</text>%n",
                        y,
                        y,
                        y + 4,
                        speed >= 1 ? String.valueOf((int) speed) : String.valueOf(speed)));
            }
        }
        svg.append("<text x='70' y='20'>million rows a second</text><text x='275' y='402'"
                + " text-anchor='middle'>executors of 4 cores</text>\n");
        String[] colours = {"#1b6ca8", "#d1495b", "#3c8d5a", "#8a5fa8"};
        double[] labels = apart(speeds.stream()
                .mapToDouble(line -> y(line[EXECUTORS.length - 1], least, most))
                .toArray());
        for (int j = 0; j < CASES.size(); j++) {
            StringBuilder points = new StringBuilder();
            for (int i = 0; i < EXECUTORS.length; i++) {
                points.append(
                        String.format(Locale.ROOT, "%.1f,%.1f ", x(EXECUTORS[i]), y(speeds.get(j)[i], least, most)));
            }
            svg.append(String.format(
                    Locale.ROOT,
                    "<polyline points='%s' fill='none' stroke='%s' stroke-width='2.5'/><text x='490' y='%.1f'"
                            + " fill='%s'>%s</text>%n",
                    points.toString().strip(),
                    colours[j],
                    labels[j] + 4,
                    colours[j],
                    CASES.get(j).name()));
        }
        return svg.append("</svg>\n").toString();
    }

    /// Heights that leave room for a line of text each.
    private static double[] apart(double[] heights) {
        double[] moved = heights.clone();
        int[] order = IntStream.range(0, heights.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> heights[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 1; i < order.length; i++) {
            moved[order[i]] = Math.max(moved[order[i]], moved[order[i - 1]] + 17);
        }
        return moved;
    }

    private static double x(int executors) {
        return 70 + 410 * Math.log(executors) / Math.log(100);
    }

    private static double y(double speed, double least, double most) {
        return 360 - 320 * Math.log(speed / least) / Math.log(most / least);
    }
}
