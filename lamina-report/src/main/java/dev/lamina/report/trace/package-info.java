/// A few steps of training with every number in them, computed in float64 by [dev.lamina.report.trace.Tracer]. What
/// people see of it is drawn elsewhere.
@NullMarked
package dev.lamina.report.trace;

import org.jspecify.annotations.NullMarked;
