package dev.lamina.core.train;

import java.util.ArrayList;
import java.util.List;

/// The fixed order in which the vectors of shards are added up: a binary tree over the shards.
///
/// The sum over the shards from a to b, b not included, is the vector itself where b = a + 1. Otherwise it is the sum
/// over a to m plus the sum over m to b, each element rounded to float, with m − a the largest power of two below
/// b − a. Whoever computes a part of it therefore gets the same bits.
public final class ShardTree {

    /// Elements that are added up at once, few enough for the nearest cache.
    private static final int BLOCK = 1024;

    private ShardTree() {}

    /// The sum over the shards from `first` to `end`.
    ///
    /// @param end not included
    public record Node(int first, int end) {

        public Node {
            if (first < 0 || end <= first) {
                throw new IllegalArgumentException("a node over the shards " + first + " to " + end + " is none");
            }
        }

        boolean isShard() {
            return end - first == 1;
        }

        private int middle() {
            return first + Integer.highestOneBit(end - first - 1);
        }

        Node left() {
            return new Node(first, middle());
        }

        Node right() {
            return new Node(middle(), end);
        }
    }

    /// The fewest nodes of the tree that cover some neighbouring shards, in their order.
    ///
    /// @param shards of the whole tree
    /// @param first of those to cover
    /// @param end one more than the last of them
    public static List<Node> cover(int shards, int first, int end) {
        List<Node> nodes = new ArrayList<>();
        cover(new Node(0, shards), first, end, nodes);
        return nodes;
    }

    private static void cover(Node node, int first, int end, List<Node> nodes) {
        if (end <= node.first || node.end <= first) {
            return;
        }
        if (first <= node.first && node.end <= end) {
            nodes.add(node);
            return;
        }
        cover(node.left(), first, end, nodes);
        cover(node.right(), first, end, nodes);
    }

    /// Some elements of a vector that belongs to a node.
    ///
    /// @param offset of the first of the elements
    public record Part(Node node, float[] values, int offset) {}

    /// Adds up parts, each as long as the sum.
    ///
    /// @param node the sum of all
    /// @param parts of nodes that cover it, in their order, each once
    /// @param total receives the sum
    /// @param offset in `total`
    /// @param length elements of each part and of the sum
    public static void sum(Node node, List<Part> parts, float[] total, int offset, int length) {
        new Sum(parts, depth(node)).run(node, total, offset, length);
    }

    private static int depth(Node node) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(node.end - node.first);
    }

    /// A sum block by block, so that what is added stays in the cache.
    private static final class Sum {

        private final List<Part> parts;
        private final float[][] spare;
        private int next;

        Sum(List<Part> parts, int depth) {
            this.parts = parts;
            spare = new float[depth + 1][BLOCK];
        }

        void run(Node node, float[] total, int offset, int length) {
            for (int from = 0; from < length; from += BLOCK) {
                next = 0;
                add(node, from, Math.min(BLOCK, length - from), total, offset + from, 0);
            }
        }

        /// Sets `length` elements of `out` to the sum of the node's parts.
        private void add(Node node, int from, int length, float[] out, int at, int level) {
            Part part = parts.get(next);
            if (part.node.equals(node)) {
                System.arraycopy(part.values, part.offset + from, out, at, length);
                next++;
                return;
            }
            if (node.isShard()) {
                throw new IllegalArgumentException("the parts do not cover " + node + ", the next is " + part.node);
            }
            add(node.left(), from, length, out, at, level + 1);
            Part right = parts.get(next);
            if (right.node.equals(node.right())) {
                addTo(out, at, right.values, right.offset + from, length);
                next++;
                return;
            }
            float[] sum = spare[level];
            add(node.right(), from, length, sum, 0, level + 1);
            addTo(out, at, sum, 0, length);
        }

        private static void addTo(float[] out, int at, float[] values, int offset, int length) {
            for (int i = 0; i < length; i++) {
                out[at + i] += values[offset + i];
            }
        }
    }
}
