/// A trained network with all it needs to predict, its file, and the predictor that runs it.
@NullMarked
package dev.lamina.model;

import org.jspecify.annotations.NullMarked;
