package io.alacran.engine.internal;

import io.alacran.engine.Dialects;
import java.util.List;

/** All dialects without a Spring context. */
public final class TestDialects {

    private TestDialects() {}

    public static Dialects all() {
        return new Dialects(List.of(
                new PostgresDialect(),
                new MariaDbDialect(),
                new MySqlDialect(),
                new SqlServerDialect(),
                new ClickHouseDialect(),
                new SqliteDialect()));
    }
}
