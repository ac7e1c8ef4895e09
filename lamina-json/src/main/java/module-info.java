/// A small strict JSON reader and writer; needs nothing but the JDK.
@org.jspecify.annotations.NullMarked
module dev.lamina.json {
    requires static org.jspecify;

    exports dev.lamina.json;
}
