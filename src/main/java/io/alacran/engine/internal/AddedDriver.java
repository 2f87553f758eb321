package io.alacran.engine.internal;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A driver that does not come with the console: its jar is looked for in {@code drivers} in the data directory whenever
 * it is needed, so that it can be put there while the console runs. It sees the JDK and itself, nothing of the console.
 *
 * @see <a href="../../../../../../../docs/decisions/013-drivers-that-are-added.md">Decision 013</a>
 */
final class AddedDriver {

    /** SQLState 0A: the feature is not there. Nothing is gained by trying again. */
    private static final String NOT_THERE = "0A000";

    private static final Set<PosixFilePermission> OTHERS_WRITE =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    /**
     * By client, once for the whole process, even when the jar is exchanged: two copies of DuckDB's native code would not
     * know of each other's locks on a file.
     */
    private static final Map<String, ClassLoader> LOADED = new ConcurrentHashMap<>();

    private final Path directory;
    private final String client;
    private final String jar;

    /**
     * One that may be there or not.
     *
     * @param home the data directory
     * @param client the word for it in {@code ./alacran driver}
     * @param jar what its jar's name begins with; the rest of it is the version
     */
    AddedDriver(Path home, String client, String jar) {
        this.directory = home.toAbsolutePath().resolve("drivers");
        this.client = client;
        this.jar = jar;
    }

    /** Why it cannot be used and what to do; empty when its jar is there. */
    Optional<String> missing() {
        try {
            find();
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    /**
     * A new object of one of its classes.
     *
     * @throws SQLException which says what to do, when its jar is not there or not usable
     */
    <T> T make(String className, Class<T> as) throws SQLException {
        try {
            return as.cast(type(className).getConstructor().newInstance());
        } catch (ReflectiveOperationException | LinkageError e) {
            throw unusable(e);
        }
    }

    /** As {@link #make}, for what implements {@link Driver}. */
    Driver driver(String className) throws SQLException {
        return make(className, Driver.class);
    }

    /** One of its classes. */
    Class<?> type(String className) throws SQLException {
        Path found = find();
        ClassLoader loader = LOADED.computeIfAbsent(client, _ -> loader(found));
        try {
            return Class.forName(className, true, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            LOADED.remove(client, loader);
            throw unusable(e);
        }
    }

    private SQLException unusable(Throwable cause) {
        return new SQLException(
                "the jar " + jar + "*.jar in " + directory + " is not usable: " + cause + ". Get it anew with ./alacran"
                        + " driver " + client + ", then start the console again.",
                NOT_THERE,
                cause);
    }

    private Path find() throws SQLException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(directory, jar + "*.jar")) {
                for (Path one : jars) {
                    found.add(one.toRealPath());
                }
                if (found.size() == 1) {
                    refuseIfOthersMayWrite(directory);
                    refuseIfOthersMayWrite(found.getFirst());
                    return found.getFirst();
                }
            } catch (IOException e) {
                throw new SQLException(
                        "a driver in " + directory + ", which cannot be read: " + e.getMessage(), NOT_THERE, e);
            }
        }
        throw new SQLException(
                found.isEmpty()
                        ? "a driver that does not come with the console: ./alacran driver " + client
                                + " gets it; or put " + jar + "VERSION.jar into " + directory
                        : "one driver, and there are " + found.size() + " jars " + jar + "*.jar in " + directory
                                + ": leave one of them",
                NOT_THERE);
    }

    /** Whoever can change the jar is the console. */
    private static void refuseIfOthersMayWrite(Path path) throws IOException, SQLException {
        if (Files.getPosixFilePermissions(path).stream().anyMatch(OTHERS_WRITE::contains)) {
            throw new SQLException(
                    "a driver that nobody else may change: others may write to " + path + "; chmod go-w " + path,
                    NOT_THERE);
        }
    }

    private static ClassLoader loader(Path found) {
        try {
            return new URLClassLoader(
                    "driver", new URL[] {found.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        } catch (java.net.MalformedURLException e) {
            throw new IllegalStateException(found + " has no URL", e);
        }
    }
}
