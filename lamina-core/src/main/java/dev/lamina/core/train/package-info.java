/// The one loop over epochs, and what comes out of it.
/// Settings go into a [Trainer], a [TrainedNetwork] with the best weights comes out.
@NullMarked
package dev.lamina.core.train;

import org.jspecify.annotations.NullMarked;
