/// The formulas of the theory in float64, written as the theory writes them and without regard to speed.
/// The oracle of the fast engine, the check of gradients, and the page for those who want to read how a network
/// learns.
@NullMarked
package dev.lamina.core.reference;

import org.jspecify.annotations.NullMarked;
