package dev.lamina.core.reference;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a [GradientCheck] found, matrix by matrix. Printing it shows them all.
///
/// @param loss by name
/// @param weaker whether the engine's gradients were compared with differences of the engine's cost, in
///     float32, because a layer has no form in float64
/// @param entries from the first layer to the loss: of each layer its parameters, then its inputs
public record GradientReport(String loss, int rows, long seed, boolean weaker, List<Entry> entries) {

    /// One matrix.
    ///
    /// @param where the layer with its number, as it prints, or the loss
    /// @param name the parameter's, or `inputs` for ∂C/∂x, or `outputs` for what the loss is given
    /// @param elements that have a derivative
    /// @param compared of them with differences: up to 100
    /// @param kinks how many more were tried and left out because the cost has a kink there
    /// @param differences the element where back-propagation and differences are furthest apart; null if none
    ///     was compared
    /// @param engine the element where the engine in float32 and back-propagation in float64 are furthest
    ///     apart; null if they were not compared
    public record Entry(
            String where,
            String name,
            int elements,
            int compared,
            int kinks,
            @Nullable Worst differences,
            @Nullable Worst engine) {

        /// Whether gradients agree, and not for want of elements.
        public boolean passed() {
            return defect().isEmpty();
        }

        private Optional<String> defect() {
            if (differences != null && !differences.allowed()) {
                return Optional.of(differences.text(this, "back-propagation gives", "differences of the cost give"));
            }
            if (engine != null && !engine.allowed()) {
                return Optional.of(engine.text(this, "the engine gives", "back-propagation in float64 gives"));
            }
            if (compared == 0 && kinks > 0) {
                return Optional.of(where + ": " + name + ": the cost has kinks, or is no number, at all " + kinks
                        + " elements that were tried; check with other samples");
            }
            return Optional.empty();
        }
    }

    /// Two numbers for one element of a gradient.
    ///
    /// @param given what is checked
    /// @param expected what it is compared with
    /// @param error how far they are apart, relative: to their size, or the largest of the matrix in float32,
    ///     plus what rounding may contribute, divided by the tolerance
    /// @param tolerance for the error
    public record Worst(int row, int column, double given, double expected, double error, double tolerance) {

        /// Whether the error is within the tolerance.
        public boolean allowed() {
            return error <= tolerance;
        }

        private String text(Entry entry, String giver, String expecter) {
            return String.format(
                    Locale.ROOT,
                    "%s: %s[%d, %d]: %s %.6g, %s %.6g (relative %.1e, allowed %.0e)",
                    entry.where,
                    entry.name,
                    row,
                    column,
                    giver,
                    given,
                    expecter,
                    expected,
                    error,
                    tolerance);
        }
    }

    public GradientReport {
        entries = List.copyOf(entries);
    }

    /// Whether all gradients agree.
    public boolean passed() {
        return defect().isEmpty();
    }

    /// The disagreement nearest to the loss, in one line: a wrong error passes on to all layers before.
    public Optional<String> defect() {
        return entries.reversed().stream()
                .flatMap(entry -> entry.defect().stream())
                .findFirst();
    }

    /// Elements left out because the cost has a kink there.
    public int kinks() {
        return entries.stream().mapToInt(Entry::kinks).sum();
    }

    /// This report, if all gradients agree.
    ///
    /// @throws IllegalArgumentException with [#defect], if they do not
    public GradientReport orThrow() {
        defect().ifPresent(defect -> {
            throw new IllegalArgumentException(defect);
        });
        return this;
    }

    /// One line for each matrix.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "gradients of %s, %d rows, seed %d, %s: %s%n",
                loss,
                rows,
                seed,
                weaker ? "float32 with its own differences" : "float64 with differences, float32 with float64",
                passed() ? "passed" : "FAILED"));
        for (Entry entry : entries) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-40s %-10s %6d of %d compared, %d at kinks%s%s%n",
                    entry.where,
                    entry.name,
                    entry.compared,
                    entry.elements,
                    entry.kinks,
                    shown(", differences", entry.differences),
                    shown(", engine", entry.engine)));
        }
        defect().ifPresent(text::append);
        return text.toString();
    }

    private static String shown(String name, @Nullable Worst worst) {
        return worst == null
                ? ""
                : String.format(Locale.ROOT, "%s %.1e at [%d, %d]", name, worst.error, worst.row, worst.column);
    }
}
