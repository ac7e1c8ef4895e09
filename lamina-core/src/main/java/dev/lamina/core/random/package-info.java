/// Seeded randomness: every random number of a run is a function of the seed, its purpose and an index.
/// Nothing depends on hidden state, so a run can be repeated or resumed from numbers alone.
@NullMarked
package dev.lamina.core.random;

import org.jspecify.annotations.NullMarked;
