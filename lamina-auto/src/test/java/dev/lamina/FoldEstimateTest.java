package dev.lamina;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.metric.MeanAbsoluteError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class FoldEstimateTest {

    @Test
    void theSpreadIsThatOfASample() {
        SequencedMap<String, Double> metrics = new LinkedHashMap<>();
        new FoldEstimate(new MeanAbsoluteError(), 2.1, List.of(1.0, 2.0, 3.0)).addTo(metrics);

        assertThat(metrics).containsOnlyKeys("mae", "maeFoldMean", "maeFoldDeviation");
        assertThat(metrics.get("mae")).isEqualTo(2.1);
        assertThat(metrics.get("maeFoldMean")).isEqualTo(2, within(1e-15));
        assertThat(metrics.get("maeFoldDeviation")).isEqualTo(1, within(1e-15));
    }

    @Test
    void oneFoldHasNoSpread() {
        SequencedMap<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("mae", 5.0);
        new FoldEstimate(new MeanAbsoluteError(), 2.1, List.of(2.1)).addTo(metrics);

        assertThat(metrics).containsOnlyKeys("mae").containsEntry("mae", 5.0);
    }
}
