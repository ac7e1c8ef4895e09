/// How what Lamina prints for people reads: numbers, counts and names in a sentence, and lines of a label and a
/// text. Files and JSON have nothing to do with it.
@NullMarked
package dev.lamina.core.text;

import org.jspecify.annotations.NullMarked;
