package io.alacran.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MasksTests {

    @Test
    void aShownStatementHasNoValues() {
        assertThat(Masks.statement("alter user app\n  password 'it''s \\' secret' valid until '2026'", 200))
                .isEqualTo("alter user app password ? valid until ?");
        assertThat(Masks.statement("select * from t1 where a = 42 and b = 4.5 and c = $x$ secret $x$", 200))
                .isEqualTo("select * from t1 where a = ? and b = ? and c = ?");
        assertThat(Masks.statement("set password = 'not closed", 200)).isEqualTo("set password = ?");
    }

    @Test
    void aShownStatementIsShort() {
        assertThat(Masks.statement("select " + "x, ".repeat(10_000), 20))
                .hasSize(21)
                .endsWith("…");
    }
}
