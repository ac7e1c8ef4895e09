/// Readers that turn a file of any supported format into a table.
@NullMarked
package dev.lamina.io;

import org.jspecify.annotations.NullMarked;
