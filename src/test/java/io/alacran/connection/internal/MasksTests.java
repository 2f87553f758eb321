package io.alacran.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MasksTests {

    @Test
    void aShownStatementHasNoValues() {
        assertThat(Masks.statement("alter user app\n  password 'it''s \\' secret' valid until '2026'", "mariadb", 200))
                .isEqualTo("alter user app password ? valid until ?");
        assertThat(Masks.statement("select * from t1 where a = 42 and b = 4.5 and c = $x$ secret $x$", "postgres", 200))
                .isEqualTo("select * from t1 where a = ? and b = ? and c = ?");
        assertThat(Masks.statement("set password = 'not closed", "postgres", 200))
                .isEqualTo("set password = ?");
    }

    @Test
    void whatIsAStringDependsOnTheServer() {
        assertThat(Masks.statement("values ('C:\\', 'hunter2')", "postgres", 200))
                .isEqualTo("values (?, ?)");
        assertThat(Masks.statement("values (E'it\\'s', 'hunter2')", "postgres", 200))
                .isEqualTo("values (?, ?)");
        assertThat(Masks.statement("values ('it\\'s hunter2', \"hunter2\", 0xDEADBEEF)", "mysql", 200))
                .isEqualTo("values (?, ?, ?)");
        assertThat(Masks.statement("select \"column\" from t", "postgres", 200)).isEqualTo("select \"column\" from t");
    }

    @Test
    void aLongStringIsMaskedToo() {
        String text = "secret ".repeat(550);
        for (String client : new String[] {"postgres", "mariadb"}) {
            assertThat(Masks.statement("insert into t values ('" + text + "', 1)", client, 200))
                    .isEqualTo("insert into t values (?, ?)");
        }
    }

    @Test
    void aShownStatementIsShort() {
        assertThat(Masks.statement("select " + "x, ".repeat(10_000), "postgres", 20))
                .hasSize(21)
                .endsWith("…");
    }
}
