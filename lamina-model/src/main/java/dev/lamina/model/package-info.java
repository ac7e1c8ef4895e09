/// A trained network with all it needs to predict, its file, the predictor that runs it, and how good it is.
@NullMarked
package dev.lamina.model;

import org.jspecify.annotations.NullMarked;
