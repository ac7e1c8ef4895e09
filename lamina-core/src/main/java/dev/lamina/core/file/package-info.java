/// Files that are written as a whole or not at all, whatever they hold.
@NullMarked
package dev.lamina.core.file;

import org.jspecify.annotations.NullMarked;
