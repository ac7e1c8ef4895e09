package dev.lamina;

import static dev.lamina.TableOptions.EPOCHS;
import static dev.lamina.TableOptions.LAYERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.TrainedMember.End;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.train.TrainingControl;
import dev.lamina.data.Column;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.Split;
import dev.lamina.data.Table;
import dev.lamina.data.Task;
import dev.lamina.model.Member;
import dev.lamina.model.Model;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AssemblyTest {

    private static final TableSettings SETTINGS = TableSettings.forTarget("y").task(Task.REGRESSION);
    private static final Model MODEL = TableTrainer.of(
                    SETTINGS.with(LAYERS, List.of(3)).with(EPOCHS, 1))
            .control(TrainingControl.defaults().threads(1))
            .fit(Table.of(
                    "test",
                    Column.numbers("x", IntStream.range(0, 20).asDoubleStream().toArray()),
                    Column.numbers(
                            "y",
                            IntStream.range(0, 20).mapToDouble(i -> 7 * i % 20).toArray())));
    private static final FittedTarget TARGET = MODEL.pipeline().target();
    private static final Matrix TARGETS = Matrix.of(new float[][] {{-1}, {0}, {1}, {2}});

    private static TrainedMember member(int group, int repeat, int[] rows, float... predicted) {
        Matrix heldOut = Matrix.zeros(rows.length, 1);
        for (int i = 0; i < rows.length; i++) {
            heldOut.set(i, 0, predicted[i]);
        }
        PlannedMember plan = new PlannedMember(
                group,
                RealMlp.small(Task.REGRESSION, false),
                new Split(new int[0], rows),
                0,
                repeat,
                true,
                0,
                new Recipe.Effort(1, 4));
        return new TrainedMember(
                plan,
                MODEL.network(),
                MODEL.pipeline(),
                List.of(new End(1, MODEL.network().parameters(), heldOut)));
    }

    private static Assembly of(TrainedMember... members) {
        return of(100, members);
    }

    private static Assembly of(int room, TrainedMember... members) {
        return Assembly.of(List.of(members), TARGET, TARGETS, null, ChosenMetric.of(SETTINGS, TARGET), room);
    }

    @Test
    void whereThereIsLittleRoomTheRecipeWithLessWeightIsLeftWithOneRepeat() {
        int[] all = {0, 1, 2, 3};
        TrainedMember[] members = {
            member(0, 0, all, 0, 1, 2, 3),
            member(0, 1, all, 0, 1, 2, 3),
            member(1, 0, all, -5, -4, -3, -2),
            member(1, 1, all, -5, -4, -3, -2)
        };

        assertThat(of(4, members).trained()).containsExactly(members);
        assertThat(of(3, members).trained()).containsExactly(members[0], members[1], members[2]);
        assertThat(of(3, members).members().stream().map(Member::weight)).containsExactly(0.4, 0.4, 0.2);
        assertThat(of(2, members).trained()).containsExactly(members[0], members[2]);
        assertThat(of(1, members).trained()).containsExactly(members[0]);
    }

    @Test
    void recipesAreWeighedByTheRowsThatNeitherWasTrainedOn() {
        Assembly assembly = of(
                member(0, 0, new int[] {0, 1}, 0, 1),
                member(0, 0, new int[] {2, 3}, 2, 3),
                member(1, 0, new int[] {0, 1}, -2, -1),
                member(1, 0, new int[] {2, 3}, 0, 1));

        assertThat(assembly.rows()).containsExactly(0, 1, 2, 3);
        assertThat(assembly.members().stream().map(Member::weight)).containsExactly(0.25, 0.25, 0.25, 0.25);
    }

    @Test
    void aRecipeThatIsWorseIsLeftOut() {
        Assembly assembly = of(
                member(0, 0, new int[] {0, 1, 2, 3}, 9, 9, -9, 9), member(1, 0, new int[] {0, 1, 2, 3}, -1, 0, 1, 2));

        assertThat(assembly.trained()).hasSize(1);
        assertThat(assembly.trained().getFirst().plan().group()).isEqualTo(1);
    }

    @Test
    void theFirstRecipeIsLeftWhereNoRowWasKeptFromBoth() {
        Assembly assembly = of(member(0, 0, new int[] {2}, 1), member(1, 0, new int[] {0, 1}, -1, 0));

        assertThat(assembly.rows()).containsExactly(2);
        assertThat(assembly.members()).hasSize(1);
        assertThat(assembly.members().getFirst().weight()).isEqualTo(1);
    }

    @Test
    void aRepeatThatEndedEarlyCountsAsFarAsItGoes() {
        Assembly assembly = of(
                member(0, 0, new int[] {0, 1}, -1, 0),
                member(0, 0, new int[] {2, 3}, 1, 2),
                member(0, 1, new int[] {0, 1}, -1, 0));

        assertThat(assembly.rows()).containsExactly(0, 1, 2, 3);
        assertThat(assembly.members()).hasSize(3);
    }
}
