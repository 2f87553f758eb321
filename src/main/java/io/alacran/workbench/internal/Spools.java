package io.alacran.workbench.internal;

import io.alacran.workbench.Spool;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Makes spools in a directory that only the console may read. Their files lose their name as soon as they are open, so
 * that the disk is freed even when the console is killed; what other systems leave behind is removed at the next start.
 */
@Component
class Spools {

    private static final String SUFFIX = ".spool";

    private final Path directory;
    private final long maxBytes;

    Spools(@Value("${alacran.home}") Path home, @Value("${alacran.spool.max-bytes:4294967296}") long maxBytes)
            throws IOException {
        this.directory = home.resolve("spool");
        this.maxBytes = maxBytes;
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path leftover : leftovers) {
                Files.deleteIfExists(leftover);
            }
        }
    }

    Spool open(int columns) {
        return new FileSpool(this::newFile, columns, maxBytes);
    }

    private FileChannel newFile() throws IOException {
        Path file = directory.resolve(UUID.randomUUID() + SUFFIX);
        return FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
}
