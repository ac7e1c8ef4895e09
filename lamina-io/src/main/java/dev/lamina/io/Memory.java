package dev.lamina.io;

/// The bytes that a table takes while it is read, so that a table that is too large ends in an error and never
/// in an OutOfMemoryError. Arrays are counted exactly, words about.
final class Memory {

    private static final int MIN_CHUNK = 16;
    private static final int MAX_CHUNK = 1 << 16;

    private final String source;
    private final long limit;
    private long used;

    Memory(String source, long limit) {
        this.source = source;
        this.limit = limit;
    }

    void take(long bytes) throws DataFileException {
        used += bytes;
        if (used > limit) {
            throw new DataFileException(
                    ("%s: the table does not fit %d MB, half of the memory that Java may use; give it more with"
                                    + " LAMINA_JAVA_OPTIONS=-Xmx8g or read fewer rows or columns")
                            .formatted(source, limit >> 20));
        }
    }

    void release(long bytes) {
        used -= bytes;
    }

    /// The length of the next chunk of a list.
    ///
    /// @param size of the list so far
    int nextChunk(int size) throws DataFileException {
        if (size > Integer.MAX_VALUE - MAX_CHUNK) {
            throw new DataFileException(source + ": more than " + size + " rows; read fewer");
        }
        return Math.clamp(size / 4, MIN_CHUNK, MAX_CHUNK);
    }
}
