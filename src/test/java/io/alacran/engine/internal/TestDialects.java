package io.alacran.engine.internal;

import io.alacran.engine.Dialects;
import java.nio.file.Path;
import java.util.List;

/** All dialects without a Spring context, with their drivers. */
public final class TestDialects {

    private static final Path HOME = Path.of("target", "drivers-home");

    private TestDialects() {}

    public static Dialects all() {
        TestDrivers.duckDb(HOME);
        TestDrivers.oracle(HOME);
        return new Dialects(List.of(
                new PostgresDialect(),
                new MariaDbDialect(),
                new MySqlDialect(),
                new SqlServerDialect(),
                new ClickHouseDialect(),
                new SqliteDialect(),
                new DuckDbDialect(HOME, "512MB"),
                new OracleDialect(HOME)));
    }
}
