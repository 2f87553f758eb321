package io.alacran.engine.internal;

import io.alacran.engine.Endpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * DuckDB through its own driver, which is the database itself: all sessions with a file share one instance in the
 * console's process, so that its settings are the file's. A file that does not exist is not made.
 *
 * @see <a href="https://duckdb.org/docs/stable/operations_manual/securing_duckdb/overview">Securing DuckDB</a>
 * @see <a href="../../../../../../../docs/decisions/013-drivers-that-are-added.md">Decision 013</a>
 */
@Component
class DuckDbDialect extends SessionOpening {

    /**
     * What DuckDB writes to the console's own output, or what leaves all sessions with the file useless, and is no
     * setting that can be locked; {@code query()} and others run a text that is put together.
     */
    private static final Pattern OF_THE_PROCESS = Pattern.compile(
            "\\b(enable_logging|enable_profil(?:e|ing)|json_execute_serialized_sql"
                    + "|query(?=\"?(?:[\\s\\p{Z}\\p{C}]|/\\*.*?\\*/|--[^\\r\\n]*[\\r\\n])*\\())",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern LINE = Pattern.compile("\\s*\\RLINE (\\d+): ([^\\n]*)\\n( *)\\^\\s*$");
    private static final Pattern NAMED = Pattern.compile("(?:at or near |[Cc]olumn |with name )\"?([^\"\\s]+)\"?");
    private static final String WRAPPER =
            "Invalid Input Error: Attempting to execute an unsuccessful or closed pending query result\nError: ";
    private static final String OTHER_SETTINGS = "with a different configuration than existing connections";

    private static final String DRIVER = "org.duckdb.DuckDBDriver";

    private final Object making = new Object();
    private final AddedDriver driver;
    private final Path temporary;
    private final String memory;

    /** @param memory the most that the sessions with one file may take together, outside of Java's heap */
    @Autowired
    DuckDbDialect(
            @Value("${alacran.home}") Path home, @Value("${alacran.connection.duckdb-memory:512MB}") String memory) {
        this.driver = new AddedDriver(home, "duckdb", "duckdb_jdbc-");
        this.temporary = home.toAbsolutePath().resolve("duckdb-temporary");
        this.memory = memory;
    }

    @Override
    public String client() {
        return "duckdb";
    }

    @Override
    public String title() {
        return "DuckDB";
    }

    @Override
    public String editorDialect() {
        return "postgresql";
    }

    @Override
    public int defaultPort() {
        return 0;
    }

    @Override
    public boolean fileBased() {
        return true;
    }

    @Override
    public Optional<String> missing() {
        return driver.missing();
    }

    @Override
    public Optional<String> refusal(String sql) {
        Matcher found = OF_THE_PROCESS.matcher(sql);
        return found.find()
                ? Optional.of("'" + found.group(1) + "' concerns the console and all who use this database; it is not"
                        + " possible here.")
                : Optional.empty();
    }

    @Override
    Connection connect(Endpoint endpoint) throws SQLException {
        try {
            // By its one true name, since by two of them the file would be opened twice, without a lock in between.
            Path named = Path.of(Objects.requireNonNull(endpoint.filename()));
            synchronized (making) {
                Path file = named.toRealPath();
                if (Files.size(file) == 0 && !endpoint.readOnly()) {
                    return make(file);
                }
            }
            return open(named.toRealPath(), endpoint.readOnly());
        } catch (IOException e) {
            throw new SQLException(endpoint.filename() + " does not exist or may not be read", "08001", e);
        } catch (SQLException e) {
            if (message(e).contains(OTHER_SETTINGS)) {
                throw new SQLException(
                        endpoint.filename() + " is in use by another connection that "
                                + (endpoint.readOnly() ? "may write" : "only reads")
                                + ". DuckDB opens a file for the one or the other: set readOnly alike in both, or wait"
                                + " until the other's sessions have ended.",
                        "55006",
                        e);
            }
            throw e;
        }
    }

    /** An empty file is a new database for SQLite; DuckDB makes its own, and takes an empty one for a broken one. */
    private Connection make(Path file) throws SQLException, IOException {
        driver.driver(DRIVER);
        Files.delete(file);
        try {
            return open(file, false);
        } catch (SQLException | IOException e) {
            if (!Files.exists(file)) {
                Files.createFile(file);
            }
            throw e;
        }
    }

    private Connection open(Path file, boolean readOnly) throws SQLException, IOException {
        return Drivers.connect(driver.driver(DRIVER), "jdbc:duckdb:" + file, options(file, readOnly));
    }

    /**
     * No SQL reaches the network or any file but the database's own, and what says so cannot be changed afterwards. They
     * have to be the same for all connections with a file, so that none of them is for people to set.
     */
    private Properties options(Path file, boolean readOnly) throws IOException {
        Properties options = new Properties();
        options.setProperty("duckdb.read_only", Boolean.toString(readOnly));
        options.setProperty("jdbc_stream_results", "true");
        options.setProperty("memory_limit", memory);
        options.setProperty("threads", "2");
        options.setProperty("temp_directory", temporaryOf(file).toString());
        options.setProperty("max_temp_directory_size", "4GB");
        options.setProperty("enable_external_access", "false");
        options.setProperty("autoinstall_known_extensions", "false");
        options.setProperty("autoload_known_extensions", "false");
        options.setProperty("allow_community_extensions", "false");
        options.setProperty("allow_unsigned_extensions", "false");
        options.setProperty("allow_persistent_secrets", "false");
        options.setProperty("lock_configuration", "true");
        return options;
    }

    /** What does not fit the memory; one directory for each database, as the names in it are always the same. */
    private Path temporaryOf(Path file) throws IOException {
        if (!Files.isDirectory(temporary)) {
            Files.createDirectories(
                    temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        return temporary.resolve(UUID.nameUUIDFromBytes(file.toString().getBytes(StandardCharsets.UTF_8))
                .toString());
    }

    /** A line and a caret below it; of a long line only a part is shown, which is found by its words. */
    @Override
    public OptionalInt errorOffset(SQLException error, String sql) {
        String message = super.message(error);
        Matcher place = LINE.matcher(message);
        if (place.find()) {
            int line = ErrorPlaces.line(sql, Integer.parseInt(place.group(1)));
            String shown = place.group(2);
            int at = place.group(3).length() - ("LINE " + place.group(1) + ": ").length();
            if (at >= 0 && sql.startsWith(shown.stripTrailing(), line)) {
                return OptionalInt.of(Math.min(sql.length(), line + at));
            }
        }
        if (message.contains("syntax error at end of input")) {
            return OptionalInt.of(sql.stripTrailing().length());
        }
        Matcher named = NAMED.matcher(message);
        return named.find() ? ErrorPlaces.word(sql, named.group(1)) : OptionalInt.empty();
    }

    @Override
    public String message(SQLException error) {
        String message = super.message(error);
        String own = message.startsWith(WRAPPER) ? message.substring(WRAPPER.length()) : message;
        return LINE.matcher(own).replaceFirst("");
    }
}
