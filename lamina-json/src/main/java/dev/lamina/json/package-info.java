/// A small strict JSON (RFC 8259) reader and writer, so that a program that predicts needs no other library.
/// Numbers keep their text, so that every `long` and `double` comes back exactly.
@NullMarked
package dev.lamina.json;

import org.jspecify.annotations.NullMarked;
