package dev.lamina.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.network.Network;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.data.Column;
import dev.lamina.data.Examples;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.Pipeline;
import dev.lamina.data.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WideModelTest {

    private static final int COLUMNS = 30_000;

    @Test
    void aModelOfThirtyThousandColumnsAndTwelveRowsIsStored(@TempDir Path folder) throws IOException {
        RandomStream random = RandomStream.of(1, Purpose.SHUFFLE, 0);
        Column[] columns = IntStream.range(0, COLUMNS + 1)
                .mapToObj(i -> Column.numbers("gene " + i, random.doubles(12).toArray()))
                .toArray(Column[]::new);
        Table table = Table.of("genes.csv", columns);
        FittedPipeline pipeline =
                Pipeline.defaults().fit(Examples.of(table, "gene " + COLUMNS)).pipeline();
        Model model = Models.of(Network.inputs(pipeline.width()).dense(1).build(), new MeanSquaredError(), pipeline);
        Path file = folder.resolve("model.safetensors");

        model.save(file);

        assertThat(pipeline.width()).isEqualTo(COLUMNS);
        assertThat(Model.load(file).pipeline()).isEqualTo(pipeline);
    }
}
