/// Tables, schemas and the pipeline from columns to numbers.
@org.jspecify.annotations.NullMarked
module dev.lamina.data {
    requires transitive dev.lamina.core;
    requires static org.jspecify;

    exports dev.lamina.data;
}
