package dev.lamina.spark.exchange;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Where a task listens until all tasks of its training are connected, each with each: of two, the one with the higher
/// number calls. Who cannot prove that it knows the secret is turned away, and holds nobody up.
public final class Meeting implements AutoCloseable {

    /// How long a stranger may take to prove itself.
    private static final int PROOF_MILLIS = 10_000;

    private static final int SOCKET_BUFFER = 1 << 20;
    private static final int ACCEPT_MILLIS = 200;

    private final ServerSocket server;

    private Meeting(ServerSocket server) {
        this.server = server;
    }

    /// Listens on a free port.
    ///
    /// @param address of this machine by which the other tasks reach it
    /// @throws IOException if there is no such address here
    public static Meeting on(InetAddress address) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReceiveBufferSize(SOCKET_BUFFER);
        server.bind(new InetSocketAddress(address, 0));
        return new Meeting(server);
    }

    public int port() {
        return server.getLocalPort();
    }

    /// Connects all tasks.
    ///
    /// @param peers all tasks by their numbers, this one among them
    /// @param me the number of this one
    /// @param shards of the training
    /// @param secret of the training
    /// @param timeout how long any wait may last, this one and each later one
    /// @throws PeerLostException naming a task that is not there in time
    public SocketExchange connect(List<Peer> peers, int me, int shards, byte[] secret, Duration timeout) {
        Handshake handshake = new Handshake(secret);
        AtomicReferenceArray<@Nullable Socket> sockets = new AtomicReferenceArray<>(peers.size());
        ConcurrentLinkedQueue<Socket> unproved = new ConcurrentLinkedQueue<>();
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            for (int other = 0; other < me; other++) {
                sockets.set(other, call(peers, me, other, handshake, deadline));
            }
            accept(peers, me, handshake, sockets, unproved, deadline);
            Link[] links = new Link[peers.size()];
            for (int other = 0; other < links.length; other++) {
                Socket socket = sockets.get(other);
                if (socket != null) {
                    links[other] = new Link(name(peers, other), socket, timeout);
                }
            }
            return new SocketExchange(links, me, shards);
        } catch (IOException | RuntimeException e) {
            for (int other = 0; other < sockets.length(); other++) {
                close(sockets.get(other));
            }
            throw e instanceof PeerLostException lost
                    ? lost
                    : new PeerLostException("the tasks could not connect: " + e, e);
        } finally {
            unproved.forEach(Meeting::close);
        }
    }

    /// `executor 2 on node7:41234 (task 1 of 4)`.
    static String name(List<Peer> peers, int task) {
        return peers.get(task) + " (task " + task + " of " + peers.size() + ")";
    }

    private static Socket call(List<Peer> peers, int me, int other, Handshake handshake, long deadline) {
        Peer peer = peers.get(other);
        Socket socket = new Socket();
        try {
            socket.setReceiveBufferSize(SOCKET_BUFFER);
            socket.setSendBufferSize(SOCKET_BUFFER);
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.connect(new InetSocketAddress(peer.host(), peer.port()), millisTo(deadline));
            socket.setSoTimeout(millisTo(deadline));
            handshake.call(socket, me, other);
            return socket;
        } catch (IOException e) {
            close(socket);
            throw new PeerLostException(name(peers, other) + " cannot be reached: " + e.getMessage(), e);
        }
    }

    private static int millisTo(long deadline) {
        return Math.clamp((deadline - System.nanoTime()) / 1_000_000, 1, Integer.MAX_VALUE);
    }

    /// Lets those with higher numbers in, each on a thread of its own until it has proved itself.
    private void accept(
            List<Peer> peers,
            int me,
            Handshake handshake,
            AtomicReferenceArray<@Nullable Socket> sockets,
            ConcurrentLinkedQueue<Socket> unproved,
            long deadline)
            throws IOException {
        server.setSoTimeout(ACCEPT_MILLIS);
        int missing = firstMissing(sockets, me);
        while (missing >= 0) {
            if (System.nanoTime() - deadline > 0) {
                throw new PeerLostException(name(peers, missing) + " did not connect in time");
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new PeerLostException("interrupted while waiting for " + name(peers, missing));
            }
            try {
                Socket socket = server.accept();
                unproved.add(socket);
                Thread.startVirtualThread(() -> let(socket, me, handshake, sockets, unproved));
            } catch (SocketTimeoutException e) {
                // Looks whether all are there.
            }
            missing = firstMissing(sockets, me);
        }
    }

    private static void let(
            Socket socket,
            int me,
            Handshake handshake,
            AtomicReferenceArray<@Nullable Socket> sockets,
            ConcurrentLinkedQueue<Socket> unproved) {
        try {
            socket.setSoTimeout(PROOF_MILLIS);
            socket.setSendBufferSize(SOCKET_BUFFER);
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            int other = handshake.answer(socket, me);
            unproved.remove(socket);
            if (other <= me || other >= sockets.length() || !sockets.compareAndSet(other, null, socket)) {
                close(socket);
            }
        } catch (IOException e) {
            close(socket);
        }
    }

    private static int firstMissing(AtomicReferenceArray<@Nullable Socket> sockets, int me) {
        for (int other = me + 1; other < sockets.length(); other++) {
            if (sockets.get(other) == null) {
                return other;
            }
        }
        return -1;
    }

    private static void close(@Nullable Socket socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // Nothing is left to be done with it.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            // Nobody is to be let in any more.
        }
    }
}
