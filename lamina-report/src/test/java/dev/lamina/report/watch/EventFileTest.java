package dev.lamina.report.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {

    @TempDir
    private Path folder;

    /// The bytes by the definitions: time 1.5 as a double, step 300 as 0xAC 0x02, a scalar 0.5 of the tag `a`.
    @Test
    void anEventIsTheBytesOfItsDefinition() {
        ProtoMessage value = new ProtoMessage().put(1, "a").put(2, 0.5f);
        ProtoMessage event = EventFile.event(1500).put(2, 300L).put(5, new ProtoMessage().put(1, value));
        assertThat(HexFormat.of().formatHex(event.bytes()))
                .isEqualTo("09" + "000000000000f83f" + "10" + "ac02" + "2a0a" + "0a08" + "0a0161" + "150000003f");
    }

    /// The checksum of RFC 3720, B.4, of 32 zeros, 0x8a9136aa, turned by 15 bits, and the constant added.
    @Test
    void theChecksumIsMasked() {
        int turned = (0x8a9136aa >>> 15) | (0x8a9136aa << 17);
        assertThat(EventFile.maskedChecksum(new byte[32])).isEqualTo(turned + 0xa282ead8);
    }

    @Test
    void recordsFollowEachOtherWithTheirLengthAndChecksums() throws IOException {
        try (EventFile file = new EventFile(folder.resolve("new"), 1_500)) {
            file.write(EventFile.event(2_500).put(2, 7L));
        }
        Path file = only(folder.resolve("new"));
        assertThat(file.getFileName()).hasToString("events.out.tfevents.0000000001.lamina");
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(new String(record(bytes), StandardCharsets.ISO_8859_1)).endsWith("brain.Event:2");
        assertThat(record(bytes)).endsWith(0x10, 7);
        assertThat(bytes.hasRemaining()).isFalse();
    }

    @Test
    void aSecondFileOfTheSameSecondHasANameOfItsOwn() throws IOException {
        new EventFile(folder, 1_000).close();
        new EventFile(folder, 1_000).close();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }

    private static byte[] record(ByteBuffer bytes) {
        byte[] length = new byte[Long.BYTES];
        bytes.get(length);
        assertThat(bytes.getInt()).isEqualTo(EventFile.maskedChecksum(length));
        byte[] data = new byte
                [(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
        bytes.get(data);
        assertThat(bytes.getInt()).isEqualTo(EventFile.maskedChecksum(data));
        return data;
    }
}
