/// The trained model, its file and its predictor.
// The modules that see the JSON package are compiled after this one.
@SuppressWarnings("module")
@org.jspecify.annotations.NullMarked
module dev.lamina.model {
    requires transitive dev.lamina.core;
    requires transitive dev.lamina.data;
    requires static org.jspecify;

    exports dev.lamina.model;
    exports dev.lamina.model.json to
            dev.lamina.auto,
            dev.lamina.cli,
            dev.lamina.report;
}
