package dev.lamina.core.parameter;

import dev.lamina.core.matrix.Matrix;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// All numbers that a network learns or keeps, in one flat `float[]`, with named views in file order.
///
/// The array is what optimizers step, the model file stores and a best state copies. The views never change;
/// the values do while a network is trained, by one thread.
public final class Parameters {

    private final float[] values;
    private final List<ParameterView> views;
    private final List<Matrix> matrices;

    private Parameters(float[] values, List<ParameterView> views, List<Matrix> matrices) {
        this.values = values;
        this.views = List.copyOf(views);
        this.matrices = List.copyOf(matrices);
    }

    /// Values with the views that name their parts.
    ///
    /// @param values shared, not copied; as many as the views name
    public static Parameters of(float[] values, List<ParameterView> views) {
        Objects.requireNonNull(values, "values");
        long size = views.stream().mapToLong(ParameterView::size).sum();
        if (size != values.length) {
            throw new IllegalArgumentException(
                    "the network has " + size + " parameters, got " + values.length + " values");
        }
        return of(values, views, false);
    }

    private static Parameters of(float[] values, List<ParameterView> views, boolean constant) {
        List<Matrix> windows = views.stream().map(view -> view.of(values)).toList();
        return new Parameters(
                values, views, constant ? windows.stream().map(Matrix::constant).toList() : windows);
    }

    /// The same values, of which the caller promises that nobody writes to them any more: passes for inference on what
    /// is returned share copies in the order of their products ([Matrix#constant]).
    public Parameters constant() {
        return of(values, views, true);
    }

    public float[] values() {
        return values;
    }

    public List<ParameterView> views() {
        return views;
    }

    /// Windows on the values, in the order of the views.
    public List<Matrix> matrices() {
        return matrices;
    }

    public int size() {
        return values.length;
    }

    /// The same views on a copy of the values.
    public Parameters copy() {
        return of(values.clone(), views, false);
    }

    /// The first parameter that is NaN or infinite, by name, or null when all are finite.
    public @Nullable String firstNonFinite() {
        for (ParameterView view : views) {
            for (int i = view.offset(); i < view.offset() + view.size(); i++) {
                if (!Float.isFinite(values[i])) {
                    return view.name();
                }
            }
        }
        return null;
    }
}
