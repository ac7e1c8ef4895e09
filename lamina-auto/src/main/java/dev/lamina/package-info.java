/// The short way: a file of data and the name of a column in, a trained model out.
@NullMarked
package dev.lamina;

import org.jspecify.annotations.NullMarked;
