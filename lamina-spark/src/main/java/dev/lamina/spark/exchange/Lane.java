package dev.lamina.spark.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What a task needs to talk with one other: buffers, and a thread that sends while the caller's receives.
final class Lane implements AutoCloseable {

    /// What the thread is to do.
    @FunctionalInterface
    interface Sending {
        void run() throws IOException;
    }

    private record Work(Sending sending, CountDownLatch done, boolean last) {}

    private final Link link;
    private final BlockingQueue<Work> queue = new ArrayBlockingQueue<>(2);
    private final byte[] outBytes;
    private final ByteBuffer outView;
    private final byte[] inBytes;
    private final ByteBuffer inView;
    private final float[] sum;
    private final float[] arrived;
    private final Thread thread;
    private @Nullable CountDownLatch working;
    private volatile @Nullable IOException failure;

    /// @param piece elements that are sent at once
    /// @param nodes of the other's shards, for each of which a piece comes at a time
    Lane(Link link, int piece, int nodes) {
        this.link = link;
        outBytes = new byte[piece * Float.BYTES];
        inBytes = new byte[piece * Float.BYTES];
        outView = ByteBuffer.wrap(outBytes).order(ByteOrder.LITTLE_ENDIAN);
        inView = ByteBuffer.wrap(inBytes).order(ByteOrder.LITTLE_ENDIAN);
        sum = new float[piece];
        arrived = new float[piece * nodes];
        thread = new Thread(this::send, "lamina-sender");
        thread.setDaemon(true);
        thread.start();
    }

    Link link() {
        return link;
    }

    /// Working space for a piece, of the thread that sends.
    float[] sum() {
        return sum;
    }

    /// Room for a piece of each node, of the thread that receives.
    float[] arrived() {
        return arrived;
    }

    private void send() {
        try {
            for (Work work = queue.take(); !work.last(); work = queue.take()) {
                try {
                    work.sending().run();
                } catch (IOException e) {
                    failure = e;
                } finally {
                    work.done().countDown();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Begins to send on the other thread.
    void start(Sending sending) {
        CountDownLatch done = new CountDownLatch(1);
        working = done;
        queue.add(new Work(sending, done, false));
    }

    /// Waits until all is sent.
    ///
    /// @throws PeerLostException if it could not be
    void finish() {
        CountDownLatch done = working;
        if (done == null) {
            return;
        }
        try {
            if (!done.await(link.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw link.lost("took nothing for " + link.timeout().toSeconds() + " s", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw link.lost("was not waited for: interrupted", e);
        }
        working = null;
        IOException failed = failure;
        if (failed != null) {
            throw link.lost("is gone: " + failed.getMessage(), failed);
        }
    }

    void write(float[] values, int from, int length) throws IOException {
        outView.asFloatBuffer().put(values, from, length);
        link.write(outBytes, length * Float.BYTES);
    }

    void read(float[] values, int from, int length) {
        link.read(inBytes, length * Float.BYTES);
        inView.asFloatBuffer().get(values, from, length);
    }

    void write(double[] values) throws IOException {
        link.begin(Link.Kind.NUMBERS, (long) values.length * Double.BYTES);
        int room = outBytes.length / Double.BYTES;
        for (int from = 0; from < values.length; from += room) {
            int length = Math.min(room, values.length - from);
            outView.asDoubleBuffer().put(values, from, length);
            link.write(outBytes, length * Double.BYTES);
        }
    }

    double[] readNumbers() {
        double[] values = new double[Math.toIntExact(link.expect(Link.Kind.NUMBERS, inBytes) / Double.BYTES)];
        int room = inBytes.length / Double.BYTES;
        for (int from = 0; from < values.length; from += room) {
            int length = Math.min(room, values.length - from);
            link.read(inBytes, length * Double.BYTES);
            inView.asDoubleBuffer().get(values, from, length);
        }
        return values;
    }

    /// Takes the header of a frame of so many floats.
    void expect(Link.Kind kind, long floats) {
        long bytes = link.expect(kind, inBytes);
        if (bytes != floats * Float.BYTES) {
            throw link.lost(
                    "sent " + bytes + " bytes, expected " + floats * Float.BYTES
                            + "; do all tasks train the same network?",
                    null);
        }
    }

    @Override
    public void close() {
        link.close();
        queue.clear();
        queue.add(new Work(() -> {}, new CountDownLatch(1), true));
    }
}
