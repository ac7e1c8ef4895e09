/// The trained model, its file and its predictor.
@org.jspecify.annotations.NullMarked
module dev.lamina.model {
    requires transitive dev.lamina.core;
    requires transitive dev.lamina.data;
    requires dev.lamina.json;
    requires static org.jspecify;

    exports dev.lamina.model;
}
