package dev.lamina.report.doctor;

import dev.lamina.TableOptions;
import dev.lamina.TableSettings;
import dev.lamina.TableTrainer;
import dev.lamina.TrainingResult;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.core.train.TrainingControl;
import dev.lamina.data.Column;
import dev.lamina.data.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// Small trainings of a target `y`.
final class Trainings {

    static final int ROWS = 600;

    /// Numbers between −1 and 1 that two columns and the rest of a target are made of.
    static final double[] A = noise(1);

    static final double[] B = noise(2);

    private static final double[] REST = noise(3);

    private Trainings() {}

    /// A network with one hidden layer; half of the rows are held out.
    static TableSettings network() {
        return TableSettings.forTarget("y")
                .with(TableOptions.LAYERS, List.of(16))
                .with(TableOptions.EPOCHS, 200)
                .validation(0.5);
    }

    static TrainingResult train(TableSettings settings, Table table) {
        List<TrainingResult> results = new ArrayList<>();
        TableTrainer.of(settings)
                .control(TrainingControl.defaults().threads(1))
                .finished(results::add)
                .fit(table);
        return results.getFirst();
    }

    /// A number that two columns tell, but for a little.
    static Table sums() {
        return Table.of("test", a(), b(), numbers("y", Trainings::sum));
    }

    /// Two classes that two columns tell, but for a few rows.
    static Table classes() {
        return Table.of("test", a(), b(), words("y", i -> sum(i) > 0 ? "yes" : "no"));
    }

    static double sum(int row) {
        return A[row] - 2 * B[row] + 0.3 * REST[row];
    }

    static Column a() {
        return Column.numbers("a", A);
    }

    static Column b() {
        return Column.numbers("b", B);
    }

    static Column numbers(String name, IntToDoubleFunction value) {
        return Column.numbers(name, IntStream.range(0, ROWS).mapToDouble(value).toArray());
    }

    static Column words(String name, IntFunction<String> word) {
        return Column.categories(name, IntStream.range(0, ROWS).mapToObj(word).toArray(String[]::new));
    }

    static double[] noise(long seed) {
        RandomStream random = RandomStream.of(seed, Purpose.SPLIT, 0);
        return IntStream.range(0, ROWS)
                .mapToDouble(i -> 2 * random.nextDouble() - 1)
                .toArray();
    }
}
