package io.alacran.secret.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * The key in the data directory. While it is being changed there are two: {@code secret.key} and {@code secret.key.next};
 * afterwards the old one stays as {@code secret.key.previous} until the next start.
 */
class KeyFiles {

    private final Path home;

    KeyFiles(Path home) throws IOException {
        this.home = home.toAbsolutePath();
        Files.createDirectories(this.home);
        // The store lies there too, with what is secret though not encrypted, such as the text of queries.
        Files.setPosixFilePermissions(this.home, PosixFilePermissions.fromString("rwx------"));
    }

    Path path() {
        return home.resolve("secret.key");
    }

    Optional<Key> present() throws IOException {
        return read(path());
    }

    Optional<Key> next() throws IOException {
        return read(nextPath());
    }

    Optional<Key> previous() throws IOException {
        return read(previousPath());
    }

    /** The first key of a new store. */
    Key make() throws IOException {
        return write(path());
    }

    /** The key to change to; one from a change that was cut off is used again, since it may have encrypted something. */
    Key makeNext() throws IOException {
        Optional<Key> left = next();
        return left.isPresent() ? left.get() : write(nextPath());
    }

    /** Makes the next key the present one; cut off at any point, it can be done again. */
    void promoteNext() throws IOException {
        Path copy = home.resolve("secret.key.previous.part");
        Files.deleteIfExists(copy);
        create(copy, Files.readAllBytes(path()));
        Files.move(copy, previousPath(), StandardCopyOption.ATOMIC_MOVE);
        Files.move(nextPath(), path(), StandardCopyOption.ATOMIC_MOVE);
        sync();
    }

    void forgetPrevious() throws IOException {
        Files.deleteIfExists(previousPath());
    }

    private Path nextPath() {
        return home.resolve("secret.key.next");
    }

    private Path previousPath() {
        return home.resolve("secret.key.previous");
    }

    private Key write(Path path) throws IOException {
        byte[] fresh = new byte[Key.BYTES];
        new SecureRandom().nextBytes(fresh);
        Path part = home.resolve(path.getFileName() + ".part");
        Files.deleteIfExists(part);
        create(part, fresh);
        Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
        sync();
        return Key.of(fresh);
    }

    private static void create(Path path, byte[] bytes) throws IOException {
        Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(path, bytes, StandardOpenOption.SYNC);
    }

    /** So that the names are on disk as well, not only the contents. */
    private void sync() throws IOException {
        try (FileChannel directory = FileChannel.open(home, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private static Optional<Key> read(Path path) throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        byte[] kept = Files.readAllBytes(path);
        if (kept.length != Key.BYTES) {
            throw new IOException(path + " holds " + kept.length + " bytes, a key has " + Key.BYTES
                    + "; put back the file that belongs to this store");
        }
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        return Optional.of(Key.of(kept));
    }
}
