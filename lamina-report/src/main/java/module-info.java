/// What people look at: the trace of a training step.
@org.jspecify.annotations.NullMarked
module dev.lamina.report {
    requires transitive dev.lamina.core;
    requires transitive dev.lamina.model;
    requires dev.lamina.json;
    requires static org.jspecify;

    exports dev.lamina.report;
}
