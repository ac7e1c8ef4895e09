package dev.lamina.io;

import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.zstd.ZstdJavaInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Input that may be compressed with gzip or zstd, decompressed: its first bytes tell, whatever its name.
///
/// Data that takes more than [#FREE_BYTES] and more than [#MAX_RATIO] times its compressed size is refused.
final class DecompressedInput extends FilterInputStream {

    static final int MAX_RATIO = 100;

    static final long FREE_BYTES = 1L << 30;

    private static final int ZSTD_MAGIC = 0x28b52ffd;

    private final String source;
    private final CountedInput compressed;
    private final long freeBytes;
    private long produced;

    private DecompressedInput(InputStream in, String source, CountedInput compressed, long freeBytes) {
        super(in);
        this.source = source;
        this.compressed = compressed;
        this.freeBytes = freeBytes;
    }

    /// @param source for messages
    static InputStream open(InputStream in, String source) throws IOException {
        return open(in, source, FREE_BYTES);
    }

    static InputStream open(InputStream in, String source, long freeBytes) throws IOException {
        CountedInput counted = new CountedInput(in);
        InputStream buffered = new BufferedInputStream(counted, 1 << 16);
        int magic = magic(buffered);
        if (magic >>> 16 == GzipStream.MAGIC) {
            try {
                return new DecompressedInput(new GzipStream(buffered), source, counted, freeBytes);
            } catch (IOException e) {
                throw damaged(source, e);
            }
        }
        if (magic == ZSTD_MAGIC) {
            return new DecompressedInput(new ZstdJavaInputStream(buffered), source, counted, freeBytes);
        }
        return buffered;
    }

    private static int magic(InputStream in) throws IOException {
        in.mark(4);
        byte[] start = in.readNBytes(4);
        in.reset();
        int magic = 0;
        for (int i = 0; i < 4; i++) {
            magic = magic << 8 | (i < start.length ? start[i] & 0xff : 0);
        }
        return magic;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] output, int offset, int length) throws IOException {
        int count;
        try {
            count = in.read(output, offset, length);
        } catch (IOException | MalformedInputException e) {
            throw damaged(source, e);
        }
        produced += Math.max(count, 0);
        if (produced > freeBytes && produced > MAX_RATIO * compressed.count) {
            throw new DataFileException(source + ": decompresses to more than " + MAX_RATIO
                    + " times its size; decompress it yourself if you trust it");
        }
        return count;
    }

    private static DataFileException damaged(String source, Exception cause) {
        // How the zstd decoder says that its input ends too early.
        boolean truncated = cause instanceof EOFException || "Not enough input bytes".equals(cause.getMessage());
        return new DataFileException(
                truncated
                        ? source + ": truncated: the compressed data end too early"
                        : source + ": " + cause.getMessage(),
                cause);
    }

    /// Counts the bytes that were read.
    private static final class CountedInput extends FilterInputStream {

        private long count;

        CountedInput(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            count += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] output, int offset, int length) throws IOException {
            int read = in.read(output, offset, length);
            count += Math.max(read, 0);
            return read;
        }
    }
}
