/// Support for tests: golden values and matrix assertions.
module dev.lamina.testkit {
    requires transitive dev.lamina.core;
    requires transitive tools.jackson.databind;
    requires org.junit.jupiter.api;
    requires static transitive org.jspecify;

    exports dev.lamina.testkit;
}
