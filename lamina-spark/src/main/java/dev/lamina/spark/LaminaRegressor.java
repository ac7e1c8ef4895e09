package dev.lamina.spark;

import dev.lamina.data.Task;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;

/// Trains a network that predicts a number, on the rows of a DataFrame. See [LaminaEstimator].
///
///     LaminaModel model = new LaminaRegressor()
///             .setInputCols(new String[] {"area", "rooms", "built"})
///             .setLabelCol("price")
///             .fit(rows);
public final class LaminaRegressor extends LaminaEstimator<LaminaRegressor> {

    private static final long serialVersionUID = 1L;

    public LaminaRegressor() {
        this(Identifiable$.MODULE$.randomUID("lamina"));
    }

    /// With an identifier of its own, as Spark makes copies.
    public LaminaRegressor(String uid) {
        super(uid);
    }

    public static MLReader<LaminaRegressor> read() {
        return new DefaultParamsReader<>();
    }

    /// One that was saved.
    public static LaminaRegressor load(String path) {
        return read().load(path);
    }

    @Override
    String probability() {
        return "";
    }

    @Override
    Task task() {
        return Task.REGRESSION;
    }
}
