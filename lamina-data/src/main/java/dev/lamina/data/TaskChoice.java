package dev.lamina.data;

import java.util.Arrays;
import java.util.Locale;

/// A task, and what decided it. [Task#infer] has the rule.
///
/// @param reason what the target holds, such as `6 different whole numbers`; empty for a task that was given
/// @param otherwise what these values would be for the other task: `classes` or `quantities`; empty where there is no
///     doubt
public record TaskChoice(Task task, String reason, String otherwise) {

    /// A target with more different numbers than this holds quantities, not labels.
    private static final int MOST_NUMBERED_CLASSES = 50;

    /// With more different whole numbers than this a gap between them speaks for counts and against labels.
    private static final int MOST_WITH_GAPS = 20;

    /// Numbers that come this often on average may be labels, whatever they are.
    private static final int MANY_ROWS_EACH = 10;

    /// A task that somebody asked for.
    public static TaskChoice given(Task task) {
        return new TaskChoice(task, "", "");
    }

    /// @throws DataException if the column holds times
    static TaskChoice of(Column target) {
        return switch (target) {
            case Column.Categories _ -> new TaskChoice(Task.CLASSIFICATION, "words", "");
            case Column.Numbers numbers -> written(numbers) ? ofWritten() : of(numbers.values());
            case Column.Times _ -> throw Task.notATarget(target);
        };
    }

    /// Whether the same values could have been meant for the other task.
    public boolean isInDoubt() {
        return !otherwise.isEmpty();
    }

    /// The other task.
    public Task other() {
        return switch (task) {
            case CLASSIFICATION -> Task.REGRESSION;
            case REGRESSION -> Task.CLASSIFICATION;
        };
    }

    /// The task, and in brackets its reason if it has one: `regression (6 different whole numbers)`.
    @Override
    public String toString() {
        return task.name().toLowerCase(Locale.ROOT) + (reason.isEmpty() ? "" : " (" + reason + ")");
    }

    /// Whether one number is written in several ways, as the versions 1.1 and 1.10 are: no quantity, but labels.
    private static boolean written(Column.Numbers numbers) {
        return numbers.written() != null
                && Arrays.stream(numbers.values())
                                .filter(value -> !Double.isNaN(value))
                                .distinct()
                                .limit(2)
                                .count()
                        == 1
                && Arrays.stream(numbers.written().counts())
                                .filter(count -> count > 0)
                                .count()
                        > 1;
    }

    private static TaskChoice ofWritten() {
        return new TaskChoice(Task.CLASSIFICATION, "one number, written in several ways", "");
    }

    private static TaskChoice of(double[] values) {
        double[] different = new double[MOST_NUMBERED_CLASSES];
        int size = 0;
        int rows = 0;
        for (double value : values) {
            if (Double.isNaN(value)) {
                continue;
            }
            rows++;
            // Minus zero is zero.
            int at = Arrays.binarySearch(different, 0, size, value + 0.0);
            if (at < 0) {
                if (size == MOST_NUMBERED_CLASSES) {
                    return new TaskChoice(
                            Task.REGRESSION, "more than " + MOST_NUMBERED_CLASSES + " different numbers", "");
                }
                at = -at - 1;
                System.arraycopy(different, at, different, at + 1, size - at);
                different[at] = value + 0.0;
                size++;
            }
        }
        return of(Arrays.copyOf(different, size), rows);
    }

    /// @param different in ascending order
    private static TaskChoice of(double[] different, int rows) {
        boolean whole = Arrays.stream(different).allMatch(value -> value == Math.rint(value));
        String reason = NameText.count(
                different.length,
                whole ? "whole number" : "number",
                whole ? "different whole numbers" : "different numbers");
        if (rows >= 2 * different.length && (different.length == 2 || (whole && areNumbered(different)))) {
            return new TaskChoice(Task.CLASSIFICATION, reason, "quantities");
        }
        boolean inDoubt = different.length > 1 && rows >= MANY_ROWS_EACH * different.length;
        return new TaskChoice(Task.REGRESSION, reason, inDoubt ? "classes" : "");
    }

    /// Whether whole numbers number things: from 0 or 1 on, without a gap or with few.
    private static boolean areNumbered(double[] whole) {
        if (whole.length == 0 || (whole[0] != 0 && whole[0] != 1)) {
            return false;
        }
        double span = whole[whole.length - 1] - whole[0] + 1;
        return whole.length == span || (whole.length <= MOST_WITH_GAPS && 2.0 * whole.length >= span);
    }
}
