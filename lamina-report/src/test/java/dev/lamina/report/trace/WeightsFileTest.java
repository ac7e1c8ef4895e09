package dev.lamina.report.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsFileTest {

    @TempDir
    private Path folder;

    @Test
    void rowsAreInputs() throws IOException {
        WeightsFile file = read("{\"W\": [[[1, 2], [3, 4], [5, 6]]], \"b\": [[7, 8]], \"other\": true}");
        assertThat(file.widths()).containsExactly(3, 2);
        assertThat(file.weights().getFirst()).isDeepEqualTo(new double[][] {{1, 2}, {3, 4}, {5, 6}});
        assertThat(file.biases().getFirst()).containsExactly(7, 8);
    }

    @Test
    void rowsAreOutputsWhereTheLayoutOrAShapeSaysSo() throws IOException {
        String w = "\"W\": [[[1, 3, 5], [2, 4, 6]]]";
        for (String member : new String[] {"\"layout\": \"out-in\"", "\"shape\": [3, 2]"}) {
            WeightsFile file = read("{" + w + ", " + member + ", \"b\": null}");
            assertThat(file.weights().getFirst()).isDeepEqualTo(new double[][] {{1, 2}, {3, 4}, {5, 6}});
            assertThat(file.biases()).containsExactly((double[]) null);
        }
        assertThat(read("{" + w + ", \"layout\": \"in-out\", \"shape\": [2, 3]}")
                        .widths())
                .containsExactly(2, 3);
    }

    @Test
    void whatIsNoSuchFileIsRefusedByPlace() {
        assertRefused("[]", "expected an object with the member \"W\"");
        assertRefused("{", "line 1, column 2: expected a name in quotes");
        assertRefused("{\"b\": []}", "member \"W\" is missing");
        assertRefused("{\"W\": []}", "member \"W\" is empty, expected a matrix for each layer");
        assertRefused("{\"W\": [1]}", "W[0] is not a matrix, expected an array of rows");
        assertRefused("{\"W\": [[1]]}", "W[0][0] is a number, expected an array of numbers");
        assertRefused("{\"W\": [[[1, \"2\"]]]}", "W[0][0][1] is a string, expected a number");
        assertRefused("{\"W\": [[[1, 2], [3]]]}", "W[0][1] has 1 numbers, the row before it 2");
        assertRefused("{\"W\": [[[1e999]]]}", "expected a number within the range of a double, got 1e999");
        assertRefused(
                "{\"W\": [[[1, 2]], [[1], [2], [3]]]}",
                "W[0] has 2 outputs, W[1] 3 inputs; the rows are taken as inputs, \"layout\": \"out-in\" turns them");
        assertRefused("{\"W\": [[[1]]], \"b\": []}", "member \"b\" has 0 layers, \"W\" 1");
        assertRefused("{\"W\": [[[1]]], \"b\": [[1, 2]]}", "b[0] has 2 numbers, W[0] 1 outputs");
        assertRefused(
                "{\"W\": [[[1]]], \"layout\": \"x\"}", "member \"layout\" is \"x\", expected \"in-out\" or \"out-in\"");
    }

    private void assertRefused(String json, String message) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(WeightsFileException.class)
                .hasMessageContaining("w.json: ")
                .hasMessageContaining(message);
    }

    private WeightsFile read(String json) throws IOException {
        return WeightsFile.read(Files.writeString(folder.resolve("w.json"), json));
    }
}
