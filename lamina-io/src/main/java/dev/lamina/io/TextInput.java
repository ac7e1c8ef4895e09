package dev.lamina.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Decodes text strictly: a byte that the encoding does not know and a NUL are errors with their line.
final class TextInput extends Reader {

    private static final int BUFFER = 1 << 16;

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final InputStream in;
    private final String source;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
    private final CharBuffer chars = CharBuffer.allocate(BUFFER);
    private @Nullable CoderResult problem;
    private boolean inputEnded;
    private boolean ended;

    /// The line, 1 for the first, of what follows the characters decoded so far.
    private int line = 1;

    private boolean afterCarriageReturn;

    /// @param encoding null for UTF-8, or UTF-16 if there is its byte order mark
    /// @throws DataFileException if the bytes are of a [ForeignFormat]
    TextInput(InputStream in, String source, @Nullable Charset encoding) throws IOException {
        this.in = in;
        this.source = source;
        bytes.limit(0);
        chars.limit(0);
        fillBytes();
        ForeignFormat.refuse(Arrays.copyOf(bytes.array(), Math.min(bytes.limit(), ForeignFormat.BYTES)), source);
        Charset charset = encoding == null ? byMark(bytes) : encoding;
        decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        if (fillChars() && chars.get(chars.position()) == BYTE_ORDER_MARK) {
            chars.get();
        }
    }

    private static Charset byMark(ByteBuffer bytes) {
        int mark = bytes.remaining() < 2 ? 0 : bytes.getShort(0) & 0xffff;
        return switch (mark) {
            case 0xfeff -> StandardCharsets.UTF_16BE;
            case 0xfffe -> StandardCharsets.UTF_16LE;
            default -> StandardCharsets.UTF_8;
        };
    }

    /// The first characters, which remain to be read: up to 64 Ki of them.
    String start() {
        return chars.toString();
    }

    /// Whether no characters follow those of [#start].
    boolean startIsAll() {
        return ended;
    }

    /// Goes on behind so many characters of [#start].
    void skipFully(int count) {
        chars.position(chars.position() + count);
    }

    @Override
    public int read(char[] output, int offset, int length) throws IOException {
        if (!chars.hasRemaining() && !fillChars()) {
            return -1;
        }
        int count = Math.min(length, chars.remaining());
        chars.get(output, offset, count);
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /// Decodes more characters; false at the end. What comes before a problem is handed out before it is
    /// reported, so that errors come in the order of the text.
    private boolean fillChars() throws IOException {
        chars.clear();
        while (chars.position() == 0 && !ended) {
            if (problem != null) {
                throw malformed(problem);
            }
            CoderResult result = decoder.decode(bytes, chars, inputEnded);
            if (result.isError()) {
                problem = result;
            } else if (result.isUnderflow()) {
                ended = inputEnded && decoder.flush(chars).isUnderflow();
                fillBytes();
            }
        }
        chars.flip();
        check();
        return chars.hasRemaining();
    }

    private void fillBytes() throws IOException {
        bytes.compact();
        int count = in.readNBytes(bytes.array(), bytes.position(), bytes.remaining());
        inputEnded = count < bytes.remaining();
        bytes.position(bytes.position() + count);
        bytes.flip();
    }

    /// Counts the lines of the new characters.
    private void check() throws DataFileException {
        char[] text = chars.array();
        for (int i = 0; i < chars.limit(); i++) {
            char c = text[i];
            if (c > '\r') {
                afterCarriageReturn = false;
                continue;
            }
            if (c == 0) {
                throw new DataFileException(
                        source + ":" + line + ": a NUL character; this is no text, or its encoding is not "
                                + decoder.charset() + ": pass --encoding with the right one");
            }
            line += c == '\r' || (c == '\n' && !afterCarriageReturn) ? 1 : 0;
            afterCarriageReturn = c == '\r';
        }
    }

    private DataFileException malformed(CoderResult result) {
        int value = bytes.hasRemaining() ? bytes.get(bytes.position()) & 0xff : 0;
        return new DataFileException(
                ("%s:%d: not %s text: byte 0x%02X; if this is a text file pass its encoding, for example"
                                + " --encoding windows-1252")
                        .formatted(source, line, decoder.charset(), value),
                cause(result));
    }

    private static @Nullable IOException cause(CoderResult result) {
        try {
            result.throwException();
            return null;
        } catch (IOException e) {
            return e;
        }
    }
}
