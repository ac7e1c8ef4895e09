package dev.lamina.spark.exchange;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// How two tasks prove to each other that they know the secret of their training, before either reads anything else.
///
/// The one that calls sends `LAMINA` with a version, its number, the number of the one it calls, and 32 random bytes;
/// the other answers with 32 of its own and HMAC-SHA-256, under the secret, of its role and all that was said; the
/// caller answers with that of its own role. What is sent later is neither encrypted nor signed: who can change packets
/// between the machines can change numbers, as with Spark's own traffic unless `spark.network.crypto.enabled` is set.
final class Handshake {

    private static final long START = 0x4C414D494E410001L;
    private static final int NONCE_BYTES = 32;
    private static final int PROOF_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    /// @param secret known to the tasks of one training, and to nobody else
    Handshake(byte[] secret) {
        key = new SecretKeySpec(secret, "HmacSHA256");
    }

    /// The side that has connected.
    ///
    /// @throws IOException if the other side does not know the secret
    void call(Socket socket, int me, int other) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] own = nonce();
        ByteBuffer hello = ByteBuffer.allocate(Long.BYTES + 2 * Integer.BYTES + NONCE_BYTES);
        hello.putLong(START).putInt(me).putInt(other).put(own);
        out.write(hello.array());
        byte[] answer = in.readNBytes(NONCE_BYTES + PROOF_BYTES);
        byte[] theirs = Arrays.copyOf(answer, NONCE_BYTES);
        byte[] proof = Arrays.copyOfRange(answer, NONCE_BYTES, NONCE_BYTES + PROOF_BYTES);
        check(proof, proof('A', me, other, own, theirs));
        out.write(proof('C', me, other, own, theirs));
    }

    /// The side that was called.
    ///
    /// @return the number of the one that called
    /// @throws IOException if it does not know the secret, or meant another task
    int answer(Socket socket, int me) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        DataInputStream in = new DataInputStream(socket.getInputStream());
        if (in.readLong() != START) {
            throw new SocketException("not a task of a training");
        }
        int other = in.readInt();
        int called = in.readInt();
        byte[] theirs = in.readNBytes(NONCE_BYTES);
        byte[] own = nonce();
        ByteBuffer answer = ByteBuffer.allocate(NONCE_BYTES + PROOF_BYTES);
        answer.put(own).put(proof('A', other, me, theirs, own));
        out.write(answer.array());
        check(in.readNBytes(PROOF_BYTES), proof('C', other, me, theirs, own));
        if (called != me) {
            throw new SocketException("meant task " + called);
        }
        return other;
    }

    private static void check(byte[] proof, byte[] expected) throws IOException {
        if (!MessageDigest.isEqual(proof, expected)) {
            throw new SocketException("does not know the secret of this training");
        }
    }

    private static byte[] nonce() {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        return nonce;
    }

    private byte[] proof(char role, int caller, int called, byte[] ofCaller, byte[] ofCalled) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(ByteBuffer.allocate(Long.BYTES + Character.BYTES + 2 * Integer.BYTES)
                    .putLong(START)
                    .putChar(role)
                    .putInt(caller)
                    .putInt(called)
                    .flip());
            mac.update(ofCaller);
            return mac.doFinal(ofCalled);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
