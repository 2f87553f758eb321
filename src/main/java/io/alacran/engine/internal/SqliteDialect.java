package io.alacran.engine.internal;

import io.alacran.engine.DriverProperty;
import io.alacran.engine.Endpoint;
import io.alacran.engine.Streaming;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/** SQLite through sqlite-jdbc, which reads row by row. A file that does not exist is not made. */
@Component
class SqliteDialect extends SessionOpening {

    private static final Pattern NEAR = Pattern.compile("near \"(.+)\": syntax error", Pattern.DOTALL);
    private static final Pattern NAMED =
            Pattern.compile("(?:no such (?:table|column|function|index|view|trigger)|has no column named|ambiguous"
                    + " column name):? ([^\\s)]+)");
    /** Pragmas that hold for every connection in the process, and where it puts its temporary files. */
    private static final Pattern OF_THE_PROCESS =
            Pattern.compile("(?i)(temp_store_directory|data_store_directory|hard_heap_limit|soft_heap_limit)");
    /** sqlite-jdbc wraps the library's words: {@code [SQLITE_ERROR] SQL error or missing database (no such …)}. */
    private static final Pattern WRAPPED = Pattern.compile("^\\[(SQLITE_\\w+)] +[^(]*\\((.*)\\)$", Pattern.DOTALL);

    @Override
    public String client() {
        return "sqlite";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("sqlite3", "better-sqlite3");
    }

    @Override
    public String title() {
        return "SQLite";
    }

    @Override
    public Optional<String> explain(String sql) {
        return Optional.of("explain query plan " + sql);
    }

    @Override
    public String editorDialect() {
        return "sqlite";
    }

    @Override
    public int defaultPort() {
        return 0;
    }

    @Override
    public boolean fileBased() {
        return true;
    }

    /**
     * sqlite-jdbc's {@code Statement} takes {@code backup to FILE} and {@code restore from FILE} for itself, and so writes
     * and reads any file; a prepared statement goes to SQLite, which knows neither.
     */
    @Override
    public boolean onlyPrepares() {
        return true;
    }

    @Override
    public Optional<String> refusal(String sql) {
        Matcher found = OF_THE_PROCESS.matcher(sql);
        return found.find()
                ? Optional.of("'" + found.group() + "' concerns the console and all its connections; it cannot be set.")
                : Optional.empty();
    }

    @Override
    public List<DriverProperty> properties() {
        return List.of(
                DriverProperty.number("busy_timeout"),
                DriverProperty.number("cache_size"),
                DriverProperty.flag("case_sensitive_like"),
                DriverProperty.flag("foreign_keys"),
                DriverProperty.flag("recursive_triggers"),
                DriverProperty.word("synchronous", "OFF", "NORMAL", "FULL"));
    }

    /**
     * No other file can be attached, which {@code vacuum into} does as well, and no extension loaded, so that SQL reaches
     * this one file only.
     */
    @Override
    Connection connect(Endpoint endpoint) throws SQLException {
        Properties chosen = Drivers.options(this, endpoint);
        chosen.putIfAbsent("busy_timeout", "5000");
        chosen.putIfAbsent("foreign_keys", "true");
        // There is nobody to sign in.
        chosen.remove("user");
        chosen.remove("password");
        SQLiteConfig config = new SQLiteConfig(chosen);
        config.setReadOnly(endpoint.readOnly());
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.enableLoadExtension(false);
        config.setPragma(SQLiteConfig.Pragma.LIMIT_ATTACHED, "0");
        String url = JDBC.PREFIX + Objects.requireNonNull(endpoint.filename());
        return Drivers.connect(new JDBC(), url, config.toProperties());
    }

    @Override
    public Streaming streaming(String firstWord) {
        return firstWord.equals("SELECT") || firstWord.equals("WITH") ? Streaming.CAPPED : Streaming.PLAIN;
    }

    @Override
    public OptionalInt errorOffset(SQLException error, String sql) {
        String message = message(error);
        Matcher near = NEAR.matcher(message);
        if (near.find()) {
            OptionalInt word = ErrorPlaces.word(sql, near.group(1));
            return word.isPresent() ? word : ErrorPlaces.piece(sql, near.group(1), 0);
        }
        if (message.contains("incomplete input")) {
            return OptionalInt.of(sql.stripTrailing().length());
        }
        Matcher named = NAMED.matcher(message);
        return named.find() ? ErrorPlaces.word(sql, named.group(1)) : OptionalInt.empty();
    }

    @Override
    public String message(SQLException error) {
        Matcher wrapped = WRAPPED.matcher(super.message(error));
        return wrapped.matches() ? wrapped.group(2) : super.message(error);
    }
}
