/// A network is an immutable list of layers; a pass is one computation of it on buffers of its own.
/// The two loops of forward and backward stand in [Pass].
@NullMarked
package dev.lamina.core.network;

import org.jspecify.annotations.NullMarked;
