package dev.lamina;

import static dev.lamina.TableOptions.BATCH_SIZE;
import static dev.lamina.TableOptions.CLIP_NORM;
import static dev.lamina.TableOptions.CLIP_VALUE;
import static dev.lamina.TableOptions.DROPOUT;
import static dev.lamina.TableOptions.EPOCHS;
import static dev.lamina.TableOptions.L1;
import static dev.lamina.TableOptions.L2;
import static dev.lamina.TableOptions.LAYERS;
import static dev.lamina.TableOptions.LEARNING_RATE;
import static dev.lamina.TableOptions.LOSS;
import static dev.lamina.TableOptions.MAX_NORM;
import static dev.lamina.TableOptions.SEED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.loss.Focal;
import dev.lamina.core.optimizer.Optimizer;
import dev.lamina.data.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableSettingsTest {

    private static final TableSettings NONE = TableSettings.forTarget("price");

    @Test
    void settingGivesACopyAndLeavesTheOriginal() {
        TableSettings some = NONE.with(EPOCHS, 5).with(EPOCHS, 7).task(Task.REGRESSION);

        assertThat(some.given(EPOCHS)).contains(7);
        assertThat(some.given(L1)).isEmpty();
        assertThat(some).isEqualTo(NONE.task(Task.REGRESSION).withText(EPOCHS, "7"));
        assertThat(some).hasToString("target price: epochs 7");
        assertThat(NONE.given(EPOCHS)).isEmpty();
        assertThat(NONE).isEqualTo(TableSettings.forTarget("price")).isNotEqualTo(some);
    }

    @Test
    void whatIsOutOfItsRangeIsRefusedWhenSet() {
        assertRefused("a layer is 0 wide, expected 1 or more", () -> NONE.with(LAYERS, List.of(16, 0)));
        assertRefused("dropout is 1.0, expected 0 ≤ dropout < 1", () -> NONE.with(DROPOUT, 1.0));
        assertRefused("validation is 0.0, expected 0 < validation < 1", () -> NONE.validation(0));
        assertRefused("epochs is 0, expected 1 or more", () -> NONE.with(EPOCHS, 0));
        assertRefused("batch-size is -1, expected 1 or more", () -> NONE.with(BATCH_SIZE, -1));
        assertRefused("l1 is -1.0, expected 0 or more", () -> NONE.with(L1, -1.0));
        assertRefused("l2 is NaN, expected 0 or more", () -> NONE.with(L2, Double.NaN));
        assertRefused("max-norm is 0.0, expected a positive number", () -> NONE.with(MAX_NORM, 0.0));
        assertRefused("clip-norm is -1.0, expected a positive number", () -> NONE.with(CLIP_NORM, -1.0));
        assertRefused("clip-value is 1.0E300, expected a positive number", () -> NONE.with(CLIP_VALUE, 1e300));
        assertRefused("learning-rate is 1.0E-300, expected a positive number", () -> NONE.with(LEARNING_RATE, 1e-300));
    }

    @Test
    void aTextThatIsNoNumberIsToldFromOneOutOfRange() {
        assertThatThrownBy(() -> EPOCHS.parse("many"))
                .isInstanceOf(NumberFormatException.class)
                .hasMessage("'many' is not an int");
        assertThatThrownBy(() -> LAYERS.parse("16,x"))
                .isInstanceOf(NumberFormatException.class)
                .hasMessage("'x' is not an int");
        assertThatThrownBy(() -> SEED.parse("1.5")).hasMessage("'1.5' is not a long");
        assertThatThrownBy(() -> L1.parse("x")).hasMessage("'x' is not a double");
        assertThatThrownBy(() -> EPOCHS.parse("0"))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("epochs is 0, expected 1 or more");
    }

    @Test
    void printingReadsBack() {
        assertThat(LAYERS.print(LAYERS.parse("64,32"))).isEqualTo("64,32");
        assertThat(LEARNING_RATE.print(LEARNING_RATE.parse("1e-2"))).isEqualTo("0.01");
        assertThat(LOSS.print(new Focal(3))).isEqualTo("focal");
        for (TableOption<?> option : TableOptions.all()) {
            for (String word : option.words()) {
                assertReadsBack(option, word);
            }
        }
    }

    private static <T> void assertReadsBack(TableOption<T> option, String word) {
        assertThat(option.print(option.parse(word))).isEqualTo(word);
    }

    @Test
    void helpNamesEveryChoiceInSentences() {
        assertThat(TableOptions.all()).extracting(TableOption::name).doesNotHaveDuplicates();
        assertThat(TableOptions.all())
                .allSatisfy(option -> assertThat(option.help()).matches("[A-Z].* Default: [^.]+(\\.\\d+[^.]*)?\\."));
        assertThat(TableOptions.ACTIVATION.help())
                .contains(Activation.all().stream().map(Activation::name).toList());
        assertThat(TableOptions.OPTIMIZER.help())
                .contains(Optimizer.all().stream().map(Optimizer::name).toList());
        assertThat(TableOptions.SCHEDULE.help())
                .contains(NamedSchedule.all().stream().map(NamedSchedule::name).toList());
        assertThat(LOSS.help())
                .contains(
                        "For classes: binary-cross-entropy, focal, mean-binary-cross-entropy or softmax-cross-entropy.",
                        "For numbers: absolute-error, huber, log-cosh, mean-squared-error, quantile, quantile-band or squared-error;");
    }

    private static void assertRefused(String message, Runnable setting) {
        assertThatThrownBy(setting::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
