package dev.lamina.spark.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The connection to one other task. Frames have a header of kind, number and length; the numbers of both directions
/// count up. One thread sends and one receives.
final class Link implements AutoCloseable {

    /// What a frame is for.
    enum Kind {
        /// Sums of the sender's shards, for the receiver's chunk.
        PART(1),
        /// The total of the sender's chunk.
        TOTAL(2),
        /// Numbers of the sender's shards.
        NUMBERS(3),
        /// The reason why the sender has ended, in words.
        FAILED(4);

        private final int code;

        Kind(int code) {
            this.code = code;
        }
    }

    static final int HEADER_BYTES = 2 * Integer.BYTES + Long.BYTES;
    private static final int MOST_WORDS = 1 << 16;

    /// How long a read waits at a time, before it looks whether it is to end.
    private static final int SLICE_MILLIS = 200;

    private final String name;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final Duration timeout;
    private int sent;
    private int received;

    /// @param name of the other side, for messages
    Link(String name, Socket socket, Duration timeout) throws IOException {
        this.name = name;
        this.socket = socket;
        this.timeout = timeout;
        socket.setSoTimeout(SLICE_MILLIS);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /// How long a wait may last.
    Duration timeout() {
        return timeout;
    }

    /// Begins a frame of so many bytes.
    void begin(Kind kind, long bytes) throws IOException {
        out.write(header(kind, sent++, bytes).array());
    }

    private static ByteBuffer header(Kind kind, int number, long bytes) {
        return ByteBuffer.allocate(HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(kind.code)
                .putInt(number)
                .putLong(bytes);
    }

    void write(byte[] bytes, int length) throws IOException {
        out.write(bytes, 0, length);
    }

    /// Tells the other side why this one ends, if it still listens.
    void tell(String reason) {
        try {
            byte[] words = reason.getBytes(StandardCharsets.UTF_8);
            int length = Math.min(words.length, MOST_WORDS);
            begin(Kind.FAILED, length);
            write(words, length);
            socket.shutdownOutput();
        } catch (IOException e) {
            // The other side is gone, and needs no reason.
        }
    }

    /// Reads on until the other side has ended too, or a time is over: a connection that is closed with something
    /// unread
    /// loses what was sent last.
    void drain(long deadline) {
        byte[] unread = new byte[1 << 16];
        try {
            boolean open = true;
            while (open && System.nanoTime() - deadline < 0) {
                open = readsMore(unread);
            }
        } catch (IOException e) {
            // The other side is gone.
        }
    }

    private boolean readsMore(byte[] unread) throws IOException {
        try {
            return in.read(unread) >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }

    /// Takes the header of a frame that must be of this kind.
    ///
    /// @return how many bytes follow
    /// @throws PeerLostException if the other side is gone, silent, or has failed
    long expect(Kind kind, byte[] buffer) {
        read(buffer, HEADER_BYTES);
        ByteBuffer header = ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN);
        int came = header.getInt();
        int number = header.getInt();
        long bytes = header.getLong();
        if (came == Kind.FAILED.code && bytes >= 0 && bytes <= MOST_WORDS) {
            byte[] words = new byte[(int) bytes];
            read(words, words.length);
            throw new PeerLostException(new String(words, StandardCharsets.UTF_8));
        }
        if (came != kind.code || number != received++ || bytes < 0) {
            throw new PeerLostException(name + " sent frame " + number + " of kind " + came + ", expected frame "
                    + (received - 1) + " of kind " + kind.code + "; do all tasks run the same version?");
        }
        return bytes;
    }

    /// Reads so many bytes of the current frame.
    ///
    /// @throws PeerLostException if the other side is gone or silent
    void read(byte[] buffer, int length) {
        long deadline = System.nanoTime() + timeout.toNanos();
        int have = 0;
        while (have < length) {
            try {
                int more = in.read(buffer, have, length - have);
                if (more < 0) {
                    throw lost("closed the connection", null);
                }
                have += more;
                if (more > 0) {
                    deadline = System.nanoTime() + timeout.toNanos();
                }
            } catch (SocketTimeoutException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new PeerLostException("interrupted while waiting for " + name, e);
                }
                if (System.nanoTime() - deadline > 0) {
                    throw lost("sent nothing for " + timeout.toSeconds() + " s", e);
                }
            } catch (IOException e) {
                throw lost("is gone: " + e.getMessage(), e);
            }
        }
    }

    PeerLostException lost(String how, @Nullable Throwable cause) {
        return cause == null ? new PeerLostException(name + " " + how) : new PeerLostException(name + " " + how, cause);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is left to be done with it.
        }
    }
}
