/// A trace as people read it: every number of a training step beside its formula, as text, Markdown or an HTML page, in
/// English or Chinese.
@NullMarked
package dev.lamina.report;

import org.jspecify.annotations.NullMarked;
