/// Layers: immutable descriptions of differentiable maps from a batch to a batch, and the buffers they work on.
/// A layer holds neither weights nor buffers; both come with the [Frame] of a pass.
@NullMarked
package dev.lamina.core.layer;

import org.jspecify.annotations.NullMarked;
