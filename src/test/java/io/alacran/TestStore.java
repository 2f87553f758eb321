package io.alacran;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;

/** A console's store in memory, as it is after the first start. The migrations run once; each store is a copy. */
public final class TestStore {

    private static final List<String> MIGRATED = migrated();

    private TestStore() {}

    /** One that nobody used; it stays until it is {@link #close closed}. */
    public static DataSource open() {
        DataSource store = empty();
        try (Connection connection = store.getConnection();
                Statement statement = connection.createStatement()) {
            for (String line : MIGRATED) {
                statement.execute(line);
            }
            return store;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    public static void close(DataSource store) {
        try (Connection connection = store.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> migrated() {
        DataSource store = empty();
        Flyway.configure().dataSource(store).load().migrate();
        List<String> lines = new ArrayList<>();
        try (Connection connection = store.getConnection();
                Statement statement = connection.createStatement();
                ResultSet script = statement.executeQuery("script")) {
            while (script.next()) {
                lines.add(script.getString(1));
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        close(store);
        return lines;
    }

    /** One without a table, to see what migrations make of an older store. */
    static DataSource empty() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + UUID.randomUUID()
                + ";DB_CLOSE_DELAY=-1;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH");
        return source;
    }
}
