package dev.lamina.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Decompresses gzip data (RFC 1952) of one or more members.
///
/// Stricter than [java.util.zip.GZIPInputStream], for which whatever follows the first member may be dropped in
/// silence: here data ends with the end of a member, and a cut or damaged one is an error.
final class GzipStream extends InputStream {

    static final int MAGIC = 0x1f8b;

    private static final int DEFLATE = 8;

    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] input = new byte[1 << 15];
    private int position;
    private int limit;
    private boolean ended;

    GzipStream(InputStream in) throws IOException {
        this.in = in;
        startMember(nextByte());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] output, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            int count = inflate(output, offset, length);
            if (count > 0) {
                crc.update(output, offset, count);
                return count;
            }
            if (inflater.finished()) {
                endMember();
            } else if (inflater.needsInput()) {
                position = limit;
                inflater.setInput(input, 0, fill());
            } else {
                throw new IOException("damaged gzip data");
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }

    private int inflate(byte[] output, int offset, int length) throws IOException {
        try {
            return inflater.inflate(output, offset, length);
        } catch (DataFormatException e) {
            throw new IOException("damaged gzip data", e);
        }
    }

    private void startMember(int first) throws IOException {
        if ((first << 8 | nextByte()) != MAGIC || nextByte() != DEFLATE) {
            throw new IOException("damaged gzip data: no member where one should start");
        }
        int flags = nextByte();
        skip(6); // time, level, system
        if ((flags & EXTRA) != 0) {
            skip(nextByte() | nextByte() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CRC) != 0) {
            skip(2);
        }
        inflater.reset();
        inflater.setInput(input, position, limit - position);
        crc.reset();
    }

    private void endMember() throws IOException {
        position = limit - inflater.getRemaining();
        long sum = nextInt();
        long size = nextInt();
        if (sum != crc.getValue() || size != (inflater.getBytesWritten() & 0xffff_ffffL)) {
            throw new IOException("damaged gzip data: the checksum does not match");
        }
        if (position < limit || fill(in.read(input)) > 0) {
            startMember(nextByte());
        } else {
            ended = true;
        }
    }

    private long nextInt() throws IOException {
        return nextByte() | nextByte() << 8 | nextByte() << 16 | (long) nextByte() << 24;
    }

    private int nextByte() throws IOException {
        if (position == limit) {
            fill();
        }
        return input[position++] & 0xff;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            nextByte();
        }
    }

    private void skipText() throws IOException {
        int character = nextByte();
        while (character != 0) {
            character = nextByte();
        }
    }

    /// Replaces the input, which is used up.
    private int fill() throws IOException {
        if (fill(in.read(input)) == 0) {
            throw new EOFException();
        }
        return limit;
    }

    private int fill(int count) {
        position = 0;
        limit = Math.max(count, 0);
        return limit;
    }
}
