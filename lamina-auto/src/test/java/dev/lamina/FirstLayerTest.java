package dev.lamina;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.core.layer.Chain;
import dev.lamina.core.layer.Embedding;
import dev.lamina.core.layer.Layer;
import dev.lamina.core.layer.Parallel;
import dev.lamina.core.layer.PeriodicEmbedding;
import dev.lamina.core.layer.Select;
import dev.lamina.data.Feature;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirstLayerTest {

    private static final Feature QUANTITY = new Feature.Quantity();
    private static final Feature LEVEL = new Feature.Level();
    private static final Layer PLAIN = Chain.of();

    @Test
    void quantitiesLevelsAndIndicesAreBesideEachOther() {
        Layer first = FirstLayer.of(
                List.of(new Feature.Index(12), QUANTITY, LEVEL, new Feature.Index(30), QUANTITY), PLAIN, 8);

        assertThat(first)
                .isEqualTo(Parallel.shared(
                        Chain.of(new Select(List.of(1, 4)), PLAIN),
                        new Select(List.of(2)),
                        Chain.of(new Select(List.of(0)), new Embedding(12, 8)),
                        Chain.of(new Select(List.of(3)), new Embedding(30, 8))));
        assertThat(first.outputs(5)).isEqualTo(2 + 1 + 8 + 8);
    }

    @Test
    void oneKindNeedsNoBranches() {
        assertThat(FirstLayer.of(List.of(LEVEL, LEVEL), PLAIN, 8)).isEqualTo(new Select(List.of(0, 1)));
        assertThat(FirstLayer.of(List.of(new Feature.Index(3)), PLAIN, 2).outputs(1))
                .isEqualTo(2);
    }

    @Test
    void everyQuantityIsEmbedded() {
        PeriodicEmbedding embedding = new PeriodicEmbedding(4, 3, 0.1, PeriodicEmbedding.Form.PBLD);

        assertThat(FirstLayer.of(List.of(QUANTITY, LEVEL, QUANTITY), embedding, 8)
                        .outputs(3))
                .isEqualTo(embedding.outputs(2) + 1);
    }

    @Test
    void columnsOfAKindAreInTheirOrder() {
        List<Feature> features = List.of(LEVEL, QUANTITY, LEVEL, QUANTITY);

        assertThat(FirstLayer.columns(features, Feature.Quantity.class)).containsExactly(1, 3);
        assertThat(FirstLayer.columns(features, Feature.Index.class)).isEmpty();
    }
}
