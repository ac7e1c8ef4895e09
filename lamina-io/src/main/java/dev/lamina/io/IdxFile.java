package dev.lamina.io;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads images in the IDX format of MNIST: a magic number, the sizes, then one byte per pixel.
///
/// The pixels of an image are the numbers `p0`, `p1`, … row by row, 0 to 255; the labels file beside it, if
/// there is one, is the category `label`.
///
/// Source: LeCun, Cortes and Burges, "The MNIST database of handwritten digits".
final class IdxFile {

    static final String LABEL = "label";

    /// Two zero bytes, the type "unsigned byte", the number of dimensions.
    private static final int IMAGES_MAGIC = 0x0803;

    private static final int LABELS_MAGIC = 0x0801;

    private IdxFile() {}

    /// Adds the images of `bytes`, with their labels if there are any. Closes `bytes`.
    ///
    /// @param file that the bytes are of
    static void read(InputStream bytes, Path file, TableBuilder table) throws IOException {
        String source = file.toString();
        try (bytes;
                DataInputStream in = decompressed(bytes, source)) {
            Optional<Path> labelsFile = labelsBeside(file);
            byte[] labels = labelsFile.isPresent() ? readLabels(labelsFile.get()) : null;
            readImages(in, source, labels, table);
        } catch (EOFException e) {
            throw new DataFileException(source + ": truncated: fewer pixels than the header announces", e);
        }
    }

    /// The labels of an images file: `train-labels-idx1-ubyte` beside `train-images-idx3-ubyte`, compressed or
    /// not.
    static Optional<Path> labelsBeside(Path images) {
        String name = String.valueOf(images.getFileName());
        String plain = name.toLowerCase(Locale.ROOT).endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        String labels = plain.replace("images", "labels").replace("idx3", "idx1");
        if (labels.equals(plain)) {
            return Optional.empty();
        }
        for (String candidate : List.of(labels, labels + ".gz")) {
            Path path = images.resolveSibling(candidate);
            if (Files.isRegularFile(path)) {
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }

    private static DataInputStream decompressed(InputStream in, String source) throws IOException {
        return new DataInputStream(DecompressedInput.open(in, source));
    }

    private static byte[] readLabels(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                DataInputStream in = decompressed(raw, file.toString())) {
            requireMagic(in, LABELS_MAGIC, file.toString(), "labels");
            int count = in.readInt();
            // Read before it is compared: a header may announce any number.
            byte[] labels = in.readNBytes(Math.max(count, 0));
            requireEnd(in, file.toString());
            if (labels.length != count) {
                throw new DataFileException(file + ": truncated: expected " + count + " labels, got " + labels.length);
            }
            return labels;
        } catch (EOFException e) {
            throw new DataFileException(file + ": truncated in its header", e);
        }
    }

    private static void readImages(DataInputStream in, String source, byte @Nullable [] labels, TableBuilder table)
            throws IOException {
        requireMagic(in, IMAGES_MAGIC, source, "images");
        int count = in.readInt();
        int height = in.readInt();
        int width = in.readInt();
        long pixels = (long) height * width;
        if (count < 0 || height <= 0 || width <= 0 || pixels >= TableBuilder.MAX_COLUMNS) {
            throw new DataFileException("%s: cannot hold %d images of %d × %d pixels; at most %d pixels each"
                    .formatted(source, count, height, width, TableBuilder.MAX_COLUMNS - 1));
        }
        if (labels != null && labels.length != count) {
            throw new DataFileException(
                    source + ": " + count + " images, but the labels file beside it has " + labels.length + " labels");
        }
        table.startSource(source, source, fields((int) pixels, labels != null));
        byte[] image = new byte[(int) pixels];
        for (int row = 0; row < count; row++) {
            in.readFully(image);
            for (int i = 0; i < image.length; i++) {
                table.addNumber(i, image[i] & 0xff);
            }
            if (labels != null) {
                table.addNumber(image.length, labels[row] & 0xff);
            }
            table.endRow();
        }
        requireEnd(in, source);
        table.endSource();
    }

    private static List<TableBuilder.Field> fields(int pixels, boolean labelled) {
        List<TableBuilder.Field> fields = new ArrayList<>();
        for (int i = 0; i < pixels; i++) {
            fields.add(new TableBuilder.Field("p" + i, Typing.NUMBER));
        }
        if (labelled) {
            fields.add(new TableBuilder.Field(LABEL, Typing.CATEGORY));
        }
        return fields;
    }

    private static void requireMagic(DataInputStream in, int expected, String source, String content)
            throws IOException {
        int magic = in.readInt();
        if (magic != expected) {
            throw new DataFileException("%s: not an IDX file of %s as bytes: it starts with 0x%08X, expected 0x%08X"
                    .formatted(source, content, magic, expected));
        }
    }

    private static void requireEnd(DataInputStream in, String source) throws IOException {
        if (in.read() >= 0) {
            throw new DataFileException(source + ": bytes after the last value that the header announces");
        }
    }
}
