/// Support for tests: gradient checks, golden values and matrix assertions.
module dev.lamina.testkit {
    requires transitive dev.lamina.core;
    requires static org.jspecify;
}
