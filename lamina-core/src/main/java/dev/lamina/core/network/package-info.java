/// A network is an immutable list of layers; a pass is one computation of it on buffers of its own.
/// A place is a layer where it stands in the network, and an objective makes a network and a loss fit each other.
@NullMarked
package dev.lamina.core.network;

import org.jspecify.annotations.NullMarked;
