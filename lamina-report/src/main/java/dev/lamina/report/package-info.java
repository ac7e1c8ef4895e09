/// The trace of a training step: every number of the forward and the backward pass beside its formula.
/// [dev.lamina.report.Tracer] computes it in float64, the renderers write it as text, Markdown or HTML.
@NullMarked
package dev.lamina.report;

import org.jspecify.annotations.NullMarked;
