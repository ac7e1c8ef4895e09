/// What drives a model and each of its predictions, and how models compare.
@org.jspecify.annotations.NullMarked
module dev.lamina.explain {
    requires transitive dev.lamina.core;
    requires transitive dev.lamina.data;
    requires transitive dev.lamina.model;
    requires static org.jspecify;

    exports dev.lamina.explain;
}
