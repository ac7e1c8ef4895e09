package dev.lamina.spark;

import java.io.Serializable;

/// Encoded rows that follow each other in a shard, see [RowLayout].
///
/// @param validates whether they validate; otherwise they train
/// @param first the number of the first one in its shard
record ShardBlock(boolean validates, int shard, int first, byte[] rows) implements Serializable {}
