package io.alacran.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadProofTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1",
                "SELECT count(*), max(price) FROM products WHERE name LIKE 'DELETE %' -- update\n",
                "(select a from t) union all (select b from u) order by 1 limit 3",
                "select * from t where id in (1, 2) and exists (select 1 from u) and not (a or b)",
                "with a as (select 1), b (x, y) as not materialized (select 1, 2) select * from a, b",
                "with recursive n (i) as (values (1) union all select i + 1 from n where i < 9) select * from n",
                "select row_number() over (partition by a order by b), sum(x) filter (where x > 0) from t",
                "select cast(a as numeric(10, 2)), b::varchar(3), 'x' as \"insert into\" from t as u (a, b)",
                "select t.\"update\", t.delete from t",
                "select case when (a > 1) then (2) else (3) end from t group by grouping sets ((a), ())",
                "select replace(a, 'x', 'y'), substring(a from 1 for 3), extract(year from d) from t",
                "explain select * from t",
                "explain (analyze, buffers) select count(*) from t",
                "table t",
                "values (1, 2), (3, 4)",
                "show server_version",
                "select pg_catalog.lower('X'), $1, a[1] from t;",
            })
    void isProvedForWhatReads(String sql) {
        assertThat(ReadProof.doubt(sql, "postgres")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select `insert`, `delete` from `update`",
                "show create table t",
                "show full columns from t where field like 'a%'",
                "describe t",
                "explain format=json select * from t",
                "select if(a, 1, 2), truncate(b, 1), insert(c, 1, 1, 'x') from t # update",
                "select @@version, 'it\\'s'",
                "select 1 -- update",
            })
    void isProvedForWhatReadsOnMySql(String sql) {
        assertThat(ReadProof.doubt(sql, "mariadb")).isEmpty();
        assertThat(ReadProof.doubt(sql, "mysql")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    insert into t values (1)                                       | begins with INSERT
                    set search_path = x                                            | begins with SET
                    begin                                                          | begins with BEGIN
                    with x as (delete from t returning *) select * from x          | says DELETE
                    with x as materialized (update t set a = 1 returning a) table x | says UPDATE
                    select * into copy from t                                      | says INTO
                    explain analyze delete from t                                  | explains what is no query
                    explain analyze with x as (insert into t select 1) select 1    | says INSERT
                    explain execute p                                              | explains what is no query
                    select * from t for update                                     | locks rows
                    select * from t for no key update skip locked                  | locks rows
                    select * from (select * from t for share) x                    | locks rows
                    select nextval('s')                                            | calls nextval()
                    select refresh()                                               | calls refresh()
                    select public.lower('x')                                       | calls lower()
                    select x.pg_catalog.lower('x')                                 | calls lower()
                    select "lower "('x')                                           | calls lower ()
                    select "Lower"('x')                                            | calls Lower()
                    select distinct on (a) writes(b) from t                        | calls writes()
                    select * from writes() as (a int)                              | calls writes()
                    select 1; delete from t                                        | more than one statement
                    select '\\', writes(), '\\'                                    | calls writes()
                    select U&"wr\\0069tes"()                                       | calls
                    select lower\u00a0(1)                                          | calls
                    select $\u00a0$ ' $\u00a0$, writes(), ' '                      | $ that is no parameter
                    select /* a /* b */ */ writes()                                | calls writes()
                    select set_config('x', 'y', false)                             | calls set_config()
                    select query_to_xml('delete from t', true, true, '')           | calls query_to_xml()
                    select a[1:writes()] from t                                    | calls writes()
                    select pg_advisory_lock(1)                                     | calls pg_advisory_lock()
                    """)
    void isDoubtedForWhatOnlyLooksLikeReading(String sql, String why) {
        assertThat(ReadProof.doubt(sql, "postgres").orElse("nothing")).contains(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    /*!50000 drop */ table t                           | code to MySQL
                    select 1 /*!50000 into outfile '/tmp/x' */         | code to MySQL
                    select 1 /*M! + writes() */                        | code to MySQL
                    select 5--writes()                                 | calls writes()
                    select '\\', writes(), '\\'                        | calls writes()
                    select count (*) from t                            | calls count()
                    select * from t lock in share mode                 | locks rows
                    select @a := 1                                     | sets a variable
                    select 1 into @a                                   | says INTO
                    select next value for s                            | next value of a sequence
                    select last_insert_id(3)                           | calls last_insert_id()
                    select get_lock('a', 1)                            | calls get_lock()
                    select * from t procedure analyse()                | says PROCEDURE
                    replace into t values (1)                          | begins with REPLACE
                    replace (a) values (1)                             | begins with REPLACE
                    analyze select 1                                   | begins with ANALYZE
                    use other                                          | begins with USE
                    call p()                                           | begins with CALL
                    """)
    void isDoubtedForWhatOnlyLooksLikeReadingToMySql(String sql, String why) {
        assertThat(ReadProof.doubt(sql, "mariadb").orElse("nothing")).contains(why);
    }

    @Test
    void isDoubtedForTheRest() {
        assertThat(ReadProof.doubt("", "postgres")).contains("it is empty");
        assertThat(ReadProof.doubt("-- select", "postgres")).contains("it is empty");
        assertThat(ReadProof.doubt("pragma user_version = 3", "sqlite")).isPresent();
        assertThat(ReadProof.doubt("select load_extension('x')", "sqlite")).isPresent();
        assertThat(ReadProof.doubt("exec sp_who", "mssql")).isPresent();
        assertThat(ReadProof.doubt("select * from t\ngrant control on t to public", "mssql"))
                .contains("it says GRANT");
        assertThat(ReadProof.doubt("select * from t", "mssql")).isEmpty();
        assertThat(ReadProof.doubt("select s.nextval from dual", "oracle")).isPresent();
    }

    @Test
    void isQuickAlsoForLongStatements() {
        String long1 = "select a from t where " + "(((f(a) or b) and 'c') ".repeat(50_000);
        String long2 = "with " + "x (a) as (select 1), ".repeat(50_000) + "y as (select 1) select 1";

        assertThat(ReadProof.doubt(long1, "postgres")).isPresent();
        assertThat(ReadProof.doubt(long2, "postgres")).isEmpty();
    }
}
