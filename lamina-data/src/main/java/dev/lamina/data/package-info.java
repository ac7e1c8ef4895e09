/// Typed tables and the pipeline that turns their columns into the numbers a network reads.
@NullMarked
package dev.lamina.data;

import org.jspecify.annotations.NullMarked;
