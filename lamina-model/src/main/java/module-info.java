/// The trained model, its file and its predictor.
module dev.lamina.model {
    requires transitive dev.lamina.core;
    requires transitive dev.lamina.data;
    requires static org.jspecify;
}
