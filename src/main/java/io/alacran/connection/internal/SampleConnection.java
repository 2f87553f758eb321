package io.alacran.connection.internal;

import io.alacran.connection.NamedConnection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * Makes the connection {@code sample} at the first start, so that the workbench can be tried at once. Its directory
 * marks that this was done and so comes last: a sample that was removed does not come back, one that was cut off is made
 * again.
 */
@Component
class SampleConnection implements ApplicationRunner {

    static final String NAME = "sample";
    static final String FILE = "sample/sample.db";

    private static final Logger log = LoggerFactory.getLogger(SampleConnection.class);
    private static final String DESCRIPTION =
            "A small shop with made-up customers, products and orders, in a SQLite file, to try the workbench with.";

    private final DatabaseFiles files;
    private final StoredConnections connections;
    private final OwnEnvironment own;

    SampleConnection(DatabaseFiles files, StoredConnections connections, OwnEnvironment own) {
        this.files = files;
        this.connections = connections;
        this.own = own;
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        Path file = files.file(FILE);
        Path directory = file.resolveSibling("");
        Optional<NamedConnection> present = connections.find(NAME + "@" + own.word());
        if (Files.exists(directory)
                || present.filter(c -> !FILE.equals(c.filename())).isPresent()) {
            return;
        }
        Path unfinished = directory.resolveSibling("sample.unfinished");
        try {
            FileSystemUtils.deleteRecursively(unfinished);
            Files.createDirectories(unfinished);
            fill(unfinished.resolve(file.getFileName()));
            if (present.isEmpty()) {
                connections.add(NamedConnection.file(own.word(), NAME, DESCRIPTION, "sqlite", FILE), Credentials.NONE);
            }
            Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | SQLException e) {
            log.warn("{} - the sample database could not be made, the console works without it", NAME, e);
        }
    }

    private static void fill(Path file) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : script().split(";\\s*\\n")) {
                if (!sql.isBlank()) {
                    statement.executeUpdate(sql);
                }
            }
            connection.commit();
        }
    }

    private static String script() throws IOException {
        try (InputStream in = SampleConnection.class.getResourceAsStream("/sample/shop.sql")) {
            if (in == null) {
                throw new IOException("/sample/shop.sql is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
