package io.alacran.slow.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalisedSqlTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "postgres | select * from t where a = 'O''Hara' and b=-1.5e3 | select * from t where a = ? and b = ?",
                "postgres | select e'it\\'s', $$secret$$, $tag$a $$ b$tag$, N'x' | select ?, ?, ?, ?",
                "postgres | select x-1, x -1, -1, f( -1 ), $1::int | select x - ?, x - ?, ?, f(?), ?::int",
                "postgres | select /* who: 'ada' */ 1 -- and why | select ?",
                "postgres | select a->>'k' from \"T 1\" where t1.c2 <= 3 | select a ->> ? from \"T 1\" where t1.c2 <= ?",
                "postgres | select 'a' 'b' from t; | select ? from t",
                "mysql | select \"it's\", 'a\\'b' from `my table` # why | select ?, ? from `my table`",
                "mysql | select 0xDEADBEEF, x'00', _utf8'a', 1e-5 | select ?, ?, ?, ?",
                "sqlite | select \"name\", [a b] from t limit 5 offset 10 | select \"name\", [a b] from t limit ? offset ?",
                "mssql | select N'x', 5 from [dbo].[t] | select ?, ? from [dbo].[t]",
                "oracle | select q'[it's a secret]', nq'{x}' from dual | select ?, ? from dual",
                "oracle | create user a identified by \"secret\" | create user a identified by ?",
                "oracle | alter user a identified by tiger account unlock | alter user a identified by ? account unlock",
                "postgres | alter role a password 'secret' | alter role a password ?",
            })
    void everyValueIsAQuestionMark(String client, String sql, String expected) {
        assertThat(NormalisedSql.of(sql, client).text()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "select * from t where a in (1,2,3) | select * from t where a in (?)",
                "select * from t where a in ( 'x' , null ) | select * from t where a in (?)",
                "select * from t where a in ('x'::text, 'y'::text) | select * from t where a in (?::text)",
                "select * from t where (a, b) in ((1, 2), (3, 4)) | select * from t where (a, b) in ((?, ?))",
                "select * from t where a in (select b from u where c in (1, 2)) |"
                        + " select * from t where a in (select b from u where c in (?))",
                "insert into t (a, b) values (1, 'x'), (2, null), (3, true) | insert into t(a, b) values (?, ?)",
                "insert into t values (1, now()), (2, now()) on conflict do nothing | insert into t values (?, now())"
                        + " on conflict do nothing",
                "select array[1, 2, 3], f(1, 2) | select array[?], f(?, ?)",
            })
    void listsOfAnyLengthAreOne(String sql, String expected) {
        assertThat(NormalisedSql.of(sql, "postgres").text()).isEqualTo(expected);
    }

    @Test
    void whatDiffersInValuesSpacesCaseAndCommentsOnlyIsOne() {
        String id = NormalisedSql.of("select a from t where b = 1", "postgres").fingerprint();

        assertThat(NormalisedSql.of("SELECT a\n  FROM t -- x\n WHERE b='y';", "postgres")
                        .fingerprint())
                .isEqualTo(id);
        assertThat(NormalisedSql.of("select a from t where c = 1", "postgres").fingerprint())
                .isNotEqualTo(id);
    }

    @Test
    void aStatementThatIsLongerThanWhatIsReadIsTheSameWhereverItIsCut() {
        String one = rows(5_000, "some text");
        String other = rows(7_000, "another text that is longer");

        NormalisedSql read = NormalisedSql.of(one, "postgres");
        assertThat(one.length()).isGreaterThan(NormalisedSql.LONGEST_READ);
        assertThat(read.text()).isEqualTo("insert into t values (?, ?)");
        assertThat(NormalisedSql.of(other, "postgres")).isEqualTo(read);
    }

    @Test
    void theTextIsBoundedAndWhatIsBeyondStillTellsThemApart() {
        String columns = IntStream.range(0, 1_500).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));

        NormalisedSql read = NormalisedSql.of("select " + columns + ", a from t", "postgres");
        assertThat(read.text()).hasSize(NormalisedSql.LONGEST_TEXT).endsWith("…");
        assertThat(NormalisedSql.of("select " + columns + ", b from t", "postgres")
                        .fingerprint())
                .isNotEqualTo(read.fingerprint());
    }

    @Test
    void whatIsNotClosedOrNothingButACommentOrDeepIsReadAllTheSame() {
        assertThat(NormalisedSql.of("select 'never closed", "postgres").text()).isEqualTo("select ?");
        assertThat(NormalisedSql.of("/* hm */", "postgres").text()).isEqualTo("(nothing but a comment)");
        assertThat(NormalisedSql.of("select 1) + 2", "postgres").text()).isEqualTo("select ?) + ?");
        assertThat(NormalisedSql.of("(".repeat(15_000) + "1", "postgres").text())
                .hasSize(NormalisedSql.LONGEST_TEXT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "select 1 | true",
                "(select 1) | true",
                "with a as (select 1) select replace(a.x, 'b', 'c') from a | true",
                "select 'delete' from t | true",
                "with gone as (delete from t returning *) select * from gone | false",
                "select * into u from t | false",
                "select * from t for update | false",
                "update t set a = 1 | false",
                "explain analyze select 1 | false",
                "(analyze) select 1 | false",
                "select 1 /*! into outfile 'x' */ | false"
            })
    void plansAreForStatementsThatReadOnly(String sql, boolean reads) {
        assertThat(Readings.whyNot(sql, "postgres").isEmpty()).isEqualTo(reads);
    }

    private static String rows(int count, String text) {
        return "insert into t values "
                + IntStream.range(0, count)
                        .mapToObj(i -> "(" + i + ", '" + text + "')")
                        .collect(Collectors.joining(","));
    }
}
