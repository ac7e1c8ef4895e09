/// What every runner on the JVM shares: a process that is asked over standard input to prepare a piece of work
/// and to time it, and answers on standard output. The Python runners speak the same protocol.
@NullMarked
package dev.lamina.benchmark;

import org.jspecify.annotations.NullMarked;
