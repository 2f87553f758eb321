package io.alacran.engine.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Drivers that do not come with the console, put where a person would put them. */
public final class TestDrivers {

    private TestDrivers() {}

    /** DuckDB's, in a data directory. */
    public static Path duckDb(Path home) {
        return add(home, "org.duckdb.DuckDBDriver");
    }

    /** Oracle's, in a data directory. */
    public static Path oracle(Path home) {
        return add(home, "oracle.jdbc.OracleDriver");
    }

    /** The jar on the class path of the tests that a driver is in. */
    static Path jar(String driver) {
        try {
            return Path.of(Class.forName(driver, false, TestDrivers.class.getClassLoader())
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new IllegalStateException(driver + " is not among the tests' libraries", e);
        }
    }

    /** By a link to one copy that nobody else may change, whatever the rights in the library it comes from. */
    private static synchronized Path add(Path home, String driver) {
        Path jar = jar(driver);
        try {
            Path copies = Files.createDirectories(Path.of("target", "drivers").toAbsolutePath());
            Path copy = copies.resolve(jar.getFileName());
            if (!Files.exists(copy)) {
                Path part = Files.createTempFile(copies, "part", "");
                Files.copy(jar, part, StandardCopyOption.REPLACE_EXISTING);
                Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
                Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE);
            }
            Path drivers = Files.createDirectories(home.resolve("drivers"));
            Files.setPosixFilePermissions(drivers, PosixFilePermissions.fromString("rwx------"));
            Path link = drivers.resolve(jar.getFileName());
            try {
                return Files.createSymbolicLink(link, copy);
            } catch (FileAlreadyExistsException made) {
                // Before, or just now by the tests' other process
                return link;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
