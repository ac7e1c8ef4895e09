package dev.lamina;

import static dev.lamina.TableOptions.CLASS_WEIGHT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.data.Column;
import dev.lamina.data.DataException;
import dev.lamina.data.Examples;
import dev.lamina.data.RowWeights;
import dev.lamina.data.Table;
import dev.lamina.data.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassWeightsTest {

    private static final Examples EXAMPLES = Examples.of(
            Table.of("test", Column.numbers("x", 1, 2, 3, 4, 5), Column.categories("y", "no", "no", "no", "no", "yes")),
            "y",
            Task.CLASSIFICATION);

    @TempDir
    private Path folder;

    private String file(String text) {
        try {
            return Files.writeString(folder.resolve("weights.csv"), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertRefused(String text, String message) {
        String file = file(text);
        assertThatThrownBy(() -> CLASS_WEIGHT.parse(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("class-weight: " + message.replace("FILE", file)
                        + "; expected balanced or a file with the columns label and weight, one row for each class");
    }

    @Test
    void balancedCountsAllClassesTheSame() {
        RowWeights weights = CLASS_WEIGHT.parse("balanced");

        assertThat(weights.of(EXAMPLES)).containsExactly(0.625, 0.625, 0.625, 0.625, 2.5);
        assertThat(CLASS_WEIGHT.print(weights)).isEqualTo("balanced");
    }

    @Test
    void aFileGivesAWeightForEachLabel() {
        RowWeights weights = CLASS_WEIGHT.parse(file("label,weight\nyes,6\nno,1.5\n"));

        assertThat(weights).isEqualTo(new RowWeights.OfClasses(Map.of("no", 1.5, "yes", 6.0)));
        assertThat(weights.of(EXAMPLES)).containsExactly(0.625, 0.625, 0.625, 0.625, 2.5);
        assertThat(CLASS_WEIGHT.print(weights)).isEqualTo("no=1.5, yes=6.0");
    }

    @Test
    void labelsThatLookLikeNumbersAreWords() {
        assertThat(CLASS_WEIGHT.parse(file("weight,label\n1,0\n2,01\n")))
                .isEqualTo(new RowWeights.OfClasses(Map.of("0", 1.0, "01", 2.0)));
    }

    @Test
    void aFileOfSomethingElseIsRefused() {
        assertRefused("label,weight\nyes,1\nno,1\nyes,2\n", "FILE:4: the label \"yes\" is there twice");
        assertRefused("label,weight\nyes,a\nno,b\n", "FILE: the weights are no numbers");
        assertRefused("label,weight\nyes,1\n,2\n", "FILE:3: no label");
        assertThatThrownBy(() -> CLASS_WEIGHT.parse(file("class,weight\nyes,1\n")))
                .hasMessageContaining("column \"label\"")
                .hasMessageContaining("expected balanced or a file");
        assertThatThrownBy(() -> CLASS_WEIGHT.parse(file("label,w\nyes,1\n")))
                .hasMessageContaining("column \"weight\"")
                .hasMessageContaining("expected balanced or a file");
        assertThatThrownBy(() -> CLASS_WEIGHT.parse("balance"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("balance")
                .hasMessageContaining("expected balanced or a file");
    }

    @Test
    void weightsThatDoNotSuitTheClassesAreRefused() {
        assertUnsuited("label,weight\nyes,1\nno,1\nmaybe,2\n", "no class \"maybe\"");
        assertUnsuited("label,weight\nyes,1\n", "no weight for class \"no\"");
        assertUnsuited(
                "label,weight\nyes,1\nno,-1\n",
                "class \"no\" has the weight -1.0, expected a finite number of 0 or more");
        assertUnsuited(
                "label,weight\nyes,1\nno,\n", "class \"no\" has the weight NaN, expected a finite number of 0 or more");
    }

    private void assertUnsuited(String text, String what) {
        RowWeights weights = CLASS_WEIGHT.parse(file(text));
        assertThatThrownBy(() -> weights.of(EXAMPLES))
                .isInstanceOf(DataException.class)
                .hasMessage("class weights of \"y\": " + what + "; the classes are no, yes");
    }
}
