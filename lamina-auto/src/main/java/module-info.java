/// From a file and a target column to a trained model.
@org.jspecify.annotations.NullMarked
module dev.lamina.auto {
    requires transitive dev.lamina.core;
    requires transitive dev.lamina.data;
    requires transitive dev.lamina.model;
    requires dev.lamina.io;
    requires dev.lamina.json;
    requires static org.jspecify;

    exports dev.lamina;
    exports dev.lamina.tune;
}
