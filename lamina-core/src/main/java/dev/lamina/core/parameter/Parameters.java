package dev.lamina.core.parameter;

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

    private Parameters(float[] values, List<ParameterView> views) {
        this.values = values;
        this.views = List.copyOf(views);
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
        return new Parameters(values, views);
    }

    public float[] values() {
        return values;
    }

    public List<ParameterView> views() {
        return views;
    }

    public int size() {
        return values.length;
    }

    /// The same views on a copy of the values.
    public Parameters copy() {
        return new Parameters(values.clone(), views);
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
