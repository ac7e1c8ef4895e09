package dev.lamina.duckdb;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// The end of a Parquet file, rewritten with other names of its columns: the database writes no two that differ by
/// case only.
///
/// The footer is a `FileMetaData` in Thrift's compact protocol, then its length and `PAR1`. Nothing in the file depends
/// on where the footer ends. Sources:
/// <https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift>,
/// <https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md>
final class ParquetFooter {

    /// The length of the metadata, and the magic bytes.
    private static final int END = 8;

    /// `FileMetaData.schema[].name`, by the numbers of the fields; the first is the root's.
    private static final String SCHEMA_NAME = ".2.4";

    /// `FileMetaData.row_groups[].columns[].meta_data.path_in_schema[]`.
    private static final String COLUMN_PATH = ".4.1.3.3";

    private final ByteBuffer in;
    private final List<String> names;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int elements;
    private int chunks;

    private ParquetFooter(ByteBuffer in, List<String> names) {
        this.in = in;
        this.names = names;
    }

    /// Renames the columns of a file that has no nested ones.
    ///
    /// @param names of all columns
    static void rename(Path file, List<String> names) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer end = read(channel, channel.size() - END, END);
            int length = end.getInt();
            long start = channel.size() - END - length;
            ParquetFooter footer = new ParquetFooter(read(channel, start, length), names);
            footer.copyStruct("");
            byte[] renamed = footer.out.toByteArray();
            ByteBuffer written = ByteBuffer.allocate(renamed.length + END).order(ByteOrder.LITTLE_ENDIAN);
            written.put(renamed).putInt(renamed.length).putInt(end.getInt()).flip();
            channel.truncate(start).position(start);
            while (written.hasRemaining()) {
                channel.write(written);
            }
        }
    }

    private static ByteBuffer read(FileChannel channel, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                throw new IOException("the Parquet file ends too early");
            }
        }
        return bytes.flip();
    }

    private void copyStruct(String place) {
        int field = 0;
        for (int header = copyByte(); header != 0; header = copyByte()) {
            int delta = header >>> 4;
            field = delta != 0 ? field + delta : unzigzag(copyVarint());
            int type = header & 0xf;
            // The two values of a boolean field are types.
            if (type > 2) {
                copy(type, place + "." + field);
            }
        }
    }

    private void copy(int type, String place) {
        switch (type) {
            case 1, 2, 3 -> copyByte();
            case 4, 5, 6 -> copyVarint();
            case 7 -> copyBytes(8);
            case 8 -> copyText(place);
            case 9, 10 -> {
                int header = copyByte();
                int size = header >>> 4 == 15 ? (int) copyVarint() : header >>> 4;
                for (int i = 0; i < size; i++) {
                    copy(header & 0xf, place);
                }
            }
            case 12 -> copyStruct(place);
            default -> throw new IllegalStateException("type " + type + " at " + place + " in the footer of Parquet");
        }
    }

    private void copyText(String place) {
        if (place.equals(SCHEMA_NAME) && elements++ > 0) {
            replaceText(names.get(elements - 2));
        } else if (place.equals(COLUMN_PATH)) {
            replaceText(names.get(chunks++ % names.size()));
        } else {
            copyBytes((int) copyVarint());
        }
    }

    private void replaceText(String text) {
        int length = (int) varint();
        in.position(in.position() + length);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        writeVarint(bytes.length);
        out.writeBytes(bytes);
    }

    private int copyByte() {
        int value = in.get() & 0xff;
        out.write(value);
        return value;
    }

    private void copyBytes(int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        out.writeBytes(bytes);
    }

    private long copyVarint() {
        long value = varint();
        writeVarint(value);
        return value;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private void writeVarint(long value) {
        long rest = value;
        for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
            out.write((int) ((rest & 0x7f) | 0x80));
        }
        out.write((int) rest);
    }

    private static int unzigzag(long value) {
        return (int) ((value >>> 1) ^ -(value & 1));
    }
}
