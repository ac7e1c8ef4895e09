package dev.lamina.spark;

import dev.lamina.data.Task;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;

/// Trains a network that predicts one of several labels, on the rows of a DataFrame. See [LaminaEstimator].
///
///     LaminaModel model = new LaminaClassifier()
///             .setInputCols(new String[] {"age", "income", "city"})
///             .setLabelCol("bought")
///             .fit(rows);
public final class LaminaClassifier extends LaminaEstimator<LaminaClassifier> {

    private static final long serialVersionUID = 1L;

    private final Param<String> probabilityCol = new Param<>(this, "probabilityCol", ColumnText.PROBABILITY);

    public LaminaClassifier() {
        this(Identifiable$.MODULE$.randomUID("lamina"));
    }

    /// With an identifier of its own, as Spark makes copies.
    public LaminaClassifier(String uid) {
        super(uid);
        setDefault(probabilityCol, "probability");
    }

    public static MLReader<LaminaClassifier> read() {
        return new DefaultParamsReader<>();
    }

    /// One that was saved.
    public static LaminaClassifier load(String path) {
        return read().load(path);
    }

    public Param<String> probabilityCol() {
        return probabilityCol;
    }

    public LaminaClassifier setProbabilityCol(String column) {
        set(probabilityCol, column);
        return this;
    }

    @Override
    String probability() {
        return getOrDefault(probabilityCol);
    }

    @Override
    Task task() {
        return Task.CLASSIFICATION;
    }
}
