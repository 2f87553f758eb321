package io.alacran.connection.internal;

import io.alacran.engine.Endpoint;
import io.alacran.problem.ProblemException;
import io.alacran.problem.ProblemException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The directories where databases may be that are files, so that no connection opens the console's own store. */
@Component
class DatabaseFiles {

    private final Path home;
    private final List<Path> directories;

    DatabaseFiles(
            @Value("${alacran.home}") Path home,
            @Value("${alacran.connection.sqlite-directories:sample,sqlite,duckdb}") List<String> directories) {
        this.home = home.toAbsolutePath().normalize();
        this.directories = directories.stream().map(this::file).toList();
    }

    /** Relative names are meant within the console's data directory. */
    Path file(String filename) {
        return home.resolve(filename).normalize();
    }

    /** Why a file may not be opened, by its name alone; empty when it may. */
    Optional<String> refusal(String filename) {
        if (filename.isBlank()) {
            return Optional.of("'' is not a path");
        }
        if (filename.indexOf('\0') >= 0) {
            return Optional.of("has a character that no path has");
        }
        Path path = file(filename);
        return Endpoint.filenameRefusal(path.toString())
                .or(() -> directories.stream().anyMatch(path::startsWith)
                        ? Optional.empty()
                        : Optional.of("'" + filename + "' is not in one of the directories for database files: "
                                + directories.stream().map(Path::toString).collect(Collectors.joining(", "))));
    }

    /**
     * The file to open. One that is there and is a link must not lead out of the directories.
     *
     * @throws ProblemException {@code CONFLICT} when it does
     */
    Path resolve(String filename) {
        Path path = file(filename);
        try {
            if (!Files.exists(path)) {
                makeDirectoryOf(path);
                return path;
            }
            Path real = path.toRealPath();
            for (Path directory : directories) {
                if (Files.isDirectory(directory) && real.startsWith(directory.toRealPath())) {
                    return path;
                }
            }
        } catch (IOException e) {
            throw refused(path, "cannot be followed to where it is: " + e.getMessage(), e);
        }
        throw refused(path, "leads out of the directories for database files", null);
    }

    /** The console's own directories for database files are there as soon as one is wanted in them. */
    private void makeDirectoryOf(Path path) throws IOException {
        for (Path directory : directories) {
            if (path.startsWith(directory) && directory.startsWith(home)) {
                Files.createDirectories(directory);
            }
        }
    }

    private static ProblemException refused(Path path, String why, @org.jspecify.annotations.Nullable Exception e) {
        return new ProblemException(Kind.CONFLICT, path + " " + why + ".", "Put the file itself there.", e);
    }
}
