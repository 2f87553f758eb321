package io.alacran.slow.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlowPlansTests {

    @Test
    void leaveOutWhatAStatementComparesWith() {
        assertThat(
                        SlowPlans.withoutValues(
                                "Seq Scan on t  (cost=0.00..35.50 rows=1 width=36)\n"
                                        + "  Filter: ((email = 'it''s@x.org'::text) AND (id > 47) AND (a = ANY ('{1,2}'::int[])) AND (b < -1.5))"))
                .isEqualTo("Seq Scan on t  (cost=0.00..35.50 rows=1 width=36)\n"
                        + "  Filter: ((email = ?::text) AND (id > ?) AND (a = ANY (?::int[])) AND (b < ?))");
        assertThat(SlowPlans.withoutValues("invalid input syntax for type integer: \"s3cret\""))
                .isEqualTo("invalid input syntax for type integer?");
        assertThat(SlowPlans.withoutValues("SEARCH t USING INTEGER PRIMARY KEY (rowid=?)"))
                .isEqualTo("SEARCH t USING INTEGER PRIMARY KEY (rowid=?)");
    }
}
