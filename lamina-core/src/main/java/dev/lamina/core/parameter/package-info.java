/// The numbers that a network learns or keeps: one flat array with named views, and how they start.
/// Optimizers step the array, the model file stores it, layers see their views.
@NullMarked
package dev.lamina.core.parameter;

import org.jspecify.annotations.NullMarked;
