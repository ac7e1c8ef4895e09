/// Tables, schemas and the pipeline from columns to numbers.
module dev.lamina.data {
    requires transitive dev.lamina.core;
    requires static org.jspecify;
}
