package dev.lamina.core.dataset;

import dev.lamina.core.random.RandomStream;

/// The order in which a shard's rows are trained on in one epoch.
///
/// Blocks of 1,024 neighbouring rows come in random order, and the rows of 64 blocks that come after each other
/// are mixed. A shard of up to 65,536 rows is shuffled as a whole; of a larger one, a file is read in pieces of
/// a block, and 64 blocks at a time need to be in memory.
public final class ShardOrder {

    /// Neighbouring rows that stay in one group.
    public static final int BLOCK_ROWS = 1024;

    private static final int BLOCKS_OF_A_GROUP = 64;

    private ShardOrder() {}

    /// The rows in their order.
    ///
    /// @param rows of the shard
    /// @param random the stream of the shard and the epoch
    public static int[] of(int rows, RandomStream random) {
        int[] blocks = new int[Math.ceilDiv(rows, BLOCK_ROWS)];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = i;
        }
        random.shuffle(blocks);
        int[] order = new int[rows];
        int filled = 0;
        int groupStart = 0;
        for (int i = 0; i < blocks.length; i++) {
            int first = blocks[i] * BLOCK_ROWS;
            int end = Math.min(rows, first + BLOCK_ROWS);
            for (int row = first; row < end; row++) {
                order[filled++] = row;
            }
            if ((i + 1) % BLOCKS_OF_A_GROUP == 0 || i + 1 == blocks.length) {
                random.shuffle(order, groupStart, filled);
                groupStart = filled;
            }
        }
        return order;
    }
}
