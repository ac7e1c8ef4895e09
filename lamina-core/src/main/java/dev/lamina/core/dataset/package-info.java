/// Samples for training: batches handed out in a seeded order into reused buffers.
/// Where the samples come from, memory or a file, is behind [Dataset].
@NullMarked
package dev.lamina.core.dataset;

import org.jspecify.annotations.NullMarked;
