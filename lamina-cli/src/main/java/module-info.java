/// The `lamina` command.
module dev.lamina.cli {
    requires dev.lamina.auto;
    requires dev.lamina.explain;
    requires dev.lamina.io;
    requires dev.lamina.json;
    requires dev.lamina.report;
    requires info.picocli;
    requires org.snakeyaml.engine;
    requires static org.jspecify;

    opens dev.lamina.cli to
            info.picocli;
}
