package dev.lamina.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.dataset.Dataset;
import dev.lamina.core.loss.BinaryCrossEntropy;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.optimizer.Adam;
import dev.lamina.core.optimizer.Lbfgs;
import dev.lamina.core.optimizer.Optimizer;
import dev.lamina.core.optimizer.ReduceOnPlateau;
import dev.lamina.core.optimizer.Sgd;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckpointTest {

    private static final Dataset TRAIN = samples(50, 1);
    private static final Dataset VALIDATION = samples(20, 2);

    private static Dataset samples(int rows, long seed) {
        RandomStream random = RandomStream.of(seed, Purpose.CHECK, 0);
        Matrix inputs = Matrix.zeros(rows, 2);
        Matrix targets = Matrix.zeros(rows, 1);
        for (int i = 0; i < rows; i++) {
            inputs.set(i, 0, (float) random.nextGaussian());
            inputs.set(i, 1, (float) random.nextGaussian());
            targets.set(i, 0, inputs.get(i, 0) > inputs.get(i, 1) ? 1 : 0);
        }
        return Dataset.of(inputs, targets);
    }

    private static Trainer trainer(Optimizer optimizer) {
        Network network = Network.inputs(2)
                .dense(6)
                .batchNorm()
                .relu()
                .dropout(0.2f)
                .dense(1)
                .build();
        return Trainer.of(network, new BinaryCrossEntropy())
                .optimizer(optimizer)
                .reduceOnPlateau(new ReduceOnPlateau(0.5, 0, 1e-4, 1, 0))
                .batchSize(16)
                .epochs(5);
    }

    static Stream<Optimizer> optimizers() {
        return Stream.concat(
                Optimizer.all().stream().filter(optimizer -> !optimizer.searches()),
                Stream.of(Adam.defaults().amsgrad(true), Sgd.plain(0.1f)));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void aResumedTrainingHasTheBitsOfOneThatWasNot(Optimizer optimizer) throws IOException {
        List<byte[]> kept = new ArrayList<>();
        for (boolean sharded : List.of(false, true)) {
            Trainer trainer = sharded ? trainer(optimizer).shards(3) : trainer(optimizer);
            kept.clear();
            trainer.control(TrainingControl.defaults().checkpoints(1, checkpoint -> kept.add(checkpoint.toBytes())));
            TrainedNetwork whole = trainer.fit(TRAIN, VALIDATION);
            for (byte[] bytes : List.copyOf(kept)) {
                TrainedNetwork resumed =
                        trainer.resume(Checkpoint.of(bytes, "checkpoint")).fit(TRAIN, VALIDATION);
                assertThat(resumed.parameters().values())
                        .isEqualTo(whole.parameters().values());
                assertThat(resumed.bestEpoch()).isEqualTo(whole.bestEpoch());
                assertThat(resumed.history().stream().mapToDouble(EpochReport::cost))
                        .containsExactlyElementsOf(
                                whole.history().stream().map(EpochReport::cost).toList());
            }
        }
    }

    @Test
    void aCheckpointOfAnotherTrainingIsRefused() {
        List<Checkpoint> kept = new ArrayList<>();
        trainer(Sgd.defaults())
                .control(TrainingControl.defaults().checkpoints(3, kept::add))
                .fit(TRAIN, VALIDATION);
        assertThatThrownBy(() ->
                        trainer(Sgd.defaults()).resume(kept.getFirst()).seed(9).fit(TRAIN, VALIDATION))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the checkpoint is of another training: it has \"Seed")
                .hasMessageEndingWith("; remove it to train from the start");
    }

    @Test
    void brokenBytesAreRefused() {
        List<byte[]> kept = new ArrayList<>();
        trainer(Sgd.defaults())
                .control(TrainingControl.defaults().checkpoints(3, checkpoint -> kept.add(checkpoint.toBytes())))
                .fit(TRAIN, VALIDATION);
        byte[] good = kept.getFirst();
        for (int i = 0; i < good.length; i += 11) {
            byte[] changed = good.clone();
            changed[i] ^= 4;
            assertThatThrownBy(() -> Checkpoint.of(changed, "step-3"))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("step-3 is ");
            byte[] cut = Arrays.copyOf(good, i);
            assertThatThrownBy(() -> Checkpoint.of(cut, "step-3"))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("step-3 is ");
        }
    }

    @Test
    void aSearchKeepsNoCheckpoints() {
        assertThatThrownBy(() -> trainer(Lbfgs.defaults())
                        .batchSize(50)
                        .control(TrainingControl.defaults().checkpoints(1, checkpoint -> {}))
                        .fit(TRAIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lbfgs cannot be resumed; take another optimizer, or no checkpoints");
    }
}
