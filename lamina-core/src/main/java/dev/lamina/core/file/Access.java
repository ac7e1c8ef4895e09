package dev.lamina.core.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who may read and write a file, where the file system knows owner, group and mode.
final class Access {

    private static final FileAttribute<?>[] USUAL = {};

    private Access() {}

    /// For a new file: what the system gives it.
    static FileAttribute<?>[] usual() {
        return USUAL;
    }

    /// For a new file: nobody but its owner.
    static FileAttribute<?>[] secret(Path file) {
        return view(file) == null
                ? USUAL
                : new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                };
    }

    /// Gives a file the owner, the group and the mode of another one, as far as the user may. A group that cannot be
    /// kept is let in no further than everybody.
    static void keep(Path of, Path file) throws IOException {
        PosixFileAttributeView old = view(of);
        PosixFileAttributeView view = view(file);
        if (old == null || view == null) {
            return;
        }
        PosixFileAttributes kept = old.readAttributes();
        PosixFileAttributes given = view.readAttributes();
        Set<PosixFilePermission> permissions = new HashSet<>(kept.permissions());
        if (!given.group().equals(kept.group()) && !isDone(() -> view.setGroup(kept.group()))) {
            letInLikeOthers(permissions);
        }
        if (!given.permissions().equals(permissions)) {
            isDone(() -> view.setPermissions(permissions));
        }
        if (!given.owner().equals(kept.owner())) {
            isDone(() -> view.setOwner(kept.owner()));
        }
    }

    private static void letInLikeOthers(Set<PosixFilePermission> permissions) {
        same(permissions, PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
        same(permissions, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
        same(permissions, PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);
    }

    private static void same(Set<PosixFilePermission> permissions, PosixFilePermission of, PosixFilePermission as) {
        if (!permissions.contains(as)) {
            permissions.remove(of);
        }
    }

    private static @Nullable PosixFileAttributeView view(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class);
    }

    @FunctionalInterface
    private interface Change {
        void apply() throws IOException;
    }

    /// What the user or the file system does not allow is not worth losing the new file for.
    private static boolean isDone(Change change) {
        try {
            change.apply();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
