/// Readers that turn a file of any supported kind into a table, and a writer for tables.
@NullMarked
package dev.lamina.io;

import org.jspecify.annotations.NullMarked;
