/// What other programs read while a training runs: lines of JSON, TensorBoard's event files.
@org.jspecify.annotations.NullMarked
package dev.lamina.report.watch;
