/// The trace of a training step, and how people see it: text, Markdown or an HTML page; and what other programs read
/// while a training runs.
@org.jspecify.annotations.NullMarked
module dev.lamina.report {
    requires transitive dev.lamina.core;
    requires transitive dev.lamina.model;
    requires transitive dev.lamina.auto;
    requires transitive dev.lamina.explain;
    requires dev.lamina.json;
    requires java.net.http;
    requires static org.jspecify;

    exports dev.lamina.report;
    exports dev.lamina.report.doctor;
    exports dev.lamina.report.html;
    exports dev.lamina.report.run;
    exports dev.lamina.report.trace;
    exports dev.lamina.report.watch;
}
