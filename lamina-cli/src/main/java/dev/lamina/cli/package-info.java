/// The commands of the command line; the logic lies in the modules below.
@NullMarked
package dev.lamina.cli;

import org.jspecify.annotations.NullMarked;
