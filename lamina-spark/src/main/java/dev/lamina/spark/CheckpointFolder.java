package dev.lamina.spark;

import dev.lamina.core.train.Checkpoint;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/// The checkpoints of one training on the cluster's file system: `checkpoint-000003-000000001000` after a
/// thousand steps of the third epoch. The last two are kept. Immutable; one task writes.
///
/// @param folder as a URI or a path of the default file system
/// @param everySteps how often one is written
record CheckpointFolder(String folder, long everySteps) implements Serializable {

    private static final String PREFIX = "checkpoint-";
    private static final int KEPT = 2;

    private FileSystem fileSystem(Configuration configuration) throws IOException {
        return new Path(folder).getFileSystem(configuration);
    }

    /// By epoch and step in it, so that the names are in order.
    private static String name(Checkpoint checkpoint) {
        return PREFIX + String.format("%06d-%012d", checkpoint.epoch(), checkpoint.stepInEpoch());
    }

    /// Writes a checkpoint; it is there as a whole or not at all.
    ///
    void write(Checkpoint checkpoint, Configuration configuration) throws IOException {
        FileSystem files = fileSystem(configuration);
        Path whole = new Path(folder, name(checkpoint));
        Path part = new Path(folder, "." + whole.getName() + ".part");
        try (OutputStream out = files.create(part, true)) {
            out.write(checkpoint.toBytes());
        }
        files.delete(whole, false);
        if (!files.rename(part, whole)) {
            throw new IOException("cannot rename " + part + " to " + whole);
        }
        List<String> names = names(configuration);
        for (String old : names.subList(0, Math.max(0, names.size() - KEPT))) {
            files.delete(new Path(folder, old), false);
        }
    }

    /// The names of those that there are, the oldest first.
    private List<String> names(Configuration configuration) throws IOException {
        try {
            return Arrays.stream(fileSystem(configuration).listStatus(new Path(folder)))
                    .filter(FileStatus::isFile)
                    .map(status -> status.getPath().getName())
                    .filter(name -> name.startsWith(PREFIX))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    /// The name of the newest one, or empty.
    Optional<String> newest(Configuration configuration) throws IOException {
        List<String> names = names(configuration);
        return names.isEmpty() ? Optional.empty() : Optional.of(names.getLast());
    }

    /// @throws CheckpointException naming the file, if it is broken
    Checkpoint read(String name, Configuration configuration) {
        Path file = new Path(folder, name);
        byte[] bytes;
        try (InputStream in = fileSystem(configuration).open(file)) {
            bytes = in.readAllBytes();
        } catch (IOException e) {
            throw new CheckpointException(
                    file + " cannot be read: " + e.getMessage() + "; remove it to train from the start", e);
        }
        try {
            return Checkpoint.of(bytes, file.toString());
        } catch (IOException e) {
            throw new CheckpointException(String.valueOf(e.getMessage()), e);
        }
    }

    /// Removes all, once the training has ended.
    void delete(Configuration configuration) throws IOException {
        fileSystem(configuration).delete(new Path(folder), true);
    }
}
