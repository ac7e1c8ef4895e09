package dev.lamina.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.data.Column;
import dev.lamina.data.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ColumnGroupsTest {

    private static final int ROWS = 400;

    @Test
    void ranksOfEqualValuesAreTheirMean() {
        Cells cells =
                Cells.of(Schema.Type.NUMBER, List.of(Column.numbers("a", 5, 1, Double.NaN), Column.numbers("a", 5, 9)));
        assertThat(((Cells.Quantities) cells).ranks()).containsExactly(1.5, 0, Double.NaN, 1.5, 3);
    }

    /// 1 − 6·Σd² / (n³ − n) where no values are equal.
    @Test
    void numbersDependBySpearmansCorrelation() {
        double[] a = Models.normal(1, ROWS, 1)[0];
        double[] b = Models.normal(2, ROWS, 1)[1];
        Arrays.setAll(b, i -> -a[i] + b[i]);
        double[] ranksOfA = ((Cells.Quantities) numbers(a)).ranks();
        double[] ranksOfB = ((Cells.Quantities) numbers(b)).ranks();
        double squares = 0;
        for (int i = 0; i < ROWS; i++) {
            squares += (ranksOfA[i] - ranksOfB[i]) * (ranksOfA[i] - ranksOfB[i]);
        }
        double rho = 1 - 6 * squares / ((double) ROWS * ROWS * ROWS - ROWS);
        assertThat(Dependence.of(numbers(a), numbers(b))).isCloseTo(-rho, within(1e-12));
        assertThat(Dependence.of(
                        numbers(a),
                        numbers(Arrays.stream(a).map(x -> -x * x * x).toArray())))
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void wordsDependAsFarAsTheyTellEachOther() {
        String[] word = random(8, 2);
        String[] renamed = Arrays.stream(word).map(w -> "the " + w).toArray(String[]::new);
        assertThat(Dependence.of(words(word), words(renamed))).isCloseTo(1, within(1e-12));
        assertThat(Dependence.of(words(word), words(random(8, 3)))).isLessThan(0.15);
        double[] number =
                Arrays.stream(word).mapToDouble(w -> Integer.parseInt(w) * 2.0).toArray();
        assertThat(Dependence.of(words(word), numbers(number))).isCloseTo(1, within(1e-12));
        assertThat(Dependence.of(numbers(Models.normal(1, ROWS, 4)[0]), words(word)))
                .isLessThan(0.15);
    }

    /// Without the correction 200 words of 400 rows would seem to say much of anything.
    @Test
    void manyWordsSayNothingByChance() {
        Cells many = words(random(200, 5));
        assertThat(Dependence.of(many, words(random(200, 6)))).isLessThan(0.2);
        assertThat(Dependence.of(many, numbers(Models.normal(1, ROWS, 7)[0]))).isLessThan(0.25);
        String[] identifiers = IntStream.range(0, ROWS).mapToObj(i -> "id" + i).toArray(String[]::new);
        assertThat(Dependence.of(words(identifiers), many)).isLessThan(0.3);
    }

    @Test
    void missingCellsAndConstantColumnsSayNothing() {
        double[] a = Models.normal(1, ROWS, 8)[0];
        double[] b = a.clone();
        IntStream.range(0, ROWS).filter(i -> i % 3 != 0).forEach(i -> b[i] = Double.NaN);
        assertThat(Dependence.of(numbers(a), numbers(b))).isCloseTo(1, within(0.01));
        IntStream.range(0, ROWS - 29).forEach(i -> b[i] = Double.NaN);
        assertThat(Dependence.of(numbers(a), numbers(b))).as("too few rows").isZero();
        assertThat(Dependence.of(numbers(a), numbers(new double[ROWS]))).isZero();
        assertThat(Dependence.of(words(new String[ROWS]), numbers(a))).isZero();
        assertThat(Dependence.of(words(random(1, 1)), words(random(3, 1)))).isZero();
    }

    @Test
    void groupsAreJoinedByTheirMeanDependence() {
        double[][] chain = {
            {1, 0.9, 0.4, 0},
            {0.9, 1, 0.75, 0},
            {0.4, 0.75, 1, 0},
            {0, 0, 0, 1},
        };
        assertThat(ColumnGroups.joined(chain)).containsExactly(List.of(0, 1), List.of(2), List.of(3));
        double[][] all = new double[50][50];
        Arrays.stream(all).forEach(row -> Arrays.fill(row, 0.8));
        assertThat(ColumnGroups.joined(all))
                .containsExactly(IntStream.range(0, 50).boxed().toList());
    }

    /// Against the definition: the nearest two groups become one until none are near enough.
    @Test
    void chainsOfNeighboursFindWhatTheDefinitionDoes() {
        for (int seed = 0; seed < 50; seed++) {
            RandomStream random = RandomStream.of(seed, Purpose.CHECK, 0);
            double[][] similarity = new double[12][12];
            for (int i = 0; i < 12; i++) {
                for (int j = 0; j < i; j++) {
                    similarity[i][j] = similarity[j][i] = 0.4 + 0.6 * random.nextDouble();
                }
            }
            List<List<Integer>> expected = Linkage.average(similarity, ColumnGroups.LEAST);
            assertThat(ColumnGroups.joined(similarity)).isEqualTo(expected);
        }
    }

    private static Cells numbers(double[] values) {
        return Cells.of(Schema.Type.NUMBER, List.of(Column.numbers("n", values)));
    }

    private static Cells words(String[] words) {
        return Cells.of(Schema.Type.CATEGORY, List.of(Column.categories("w", words)));
    }

    private static String[] random(int words, long seed) {
        RandomStream random = RandomStream.of(seed, Purpose.CHECK, 1);
        return IntStream.range(0, ROWS)
                .mapToObj(_ -> Integer.toString(random.nextInt(words)))
                .toArray(String[]::new);
    }

    /// Average linkage as it is defined.
    private static final class Linkage {

        static List<List<Integer>> average(double[][] similarity, double least) {
            List<List<Integer>> groups = new ArrayList<>();
            IntStream.range(0, similarity.length).forEach(i -> groups.add(new ArrayList<>(List.of(i))));
            while (true) {
                int a = -1;
                int b = -1;
                double best = least;
                for (int i = 0; i < groups.size(); i++) {
                    for (int j = i + 1; j < groups.size(); j++) {
                        double mean = mean(similarity, groups.get(i), groups.get(j));
                        if (mean >= best) {
                            best = mean;
                            a = i;
                            b = j;
                        }
                    }
                }
                if (a < 0) {
                    groups.forEach(group -> group.sort(null));
                    groups.sort(Comparator.comparing(List::getFirst));
                    return groups;
                }
                groups.get(a).addAll(groups.remove(b));
            }
        }

        private static double mean(double[][] similarity, List<Integer> a, List<Integer> b) {
            return a.stream()
                    .flatMapToDouble(i -> b.stream().mapToDouble(j -> similarity[i][j]))
                    .average()
                    .orElseThrow();
        }
    }
}
