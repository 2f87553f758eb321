package io.alacran.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptSplitterTests {

    @Test
    void splitsAtSemicolonsAndLeavesOutEmptyStatements() {
        assertThat(texts("postgres", "select 1;; \n ;select 2")).containsExactly("select 1", "select 2");
        assertThat(texts("postgres", "  \n-- nothing\n/* here */")).isEmpty();
        assertThat(texts("postgres", "")).isEmpty();
    }

    @Test
    void leavesSemicolonsInStringsIdentifiersAndCommentsAlone() {
        assertThat(texts("postgres", "select ';', \";\" /* ; */ -- ;\n, 'it''s;'; select 2"))
                .containsExactly("select ';', \";\" /* ; */ -- ;\n, 'it''s;'", "select 2");
    }

    @Test
    void followsNestedCommentsWhereTheyNest() {
        assertThat(texts("postgres", "select /* a /* b; */ c; */ 1; select 2")).hasSize(2);
        assertThat(texts("mariadb", "select /* a /* b; */ 1; select 2")).hasSize(2);
    }

    @Test
    void takesBackslashesAsTheClientDoes() {
        assertThat(texts("mariadb", "select 'a\\';b'; select 2")).hasSize(2);
        assertThat(texts("postgres", "select 'a\\'; select 2")).hasSize(2);
        assertThat(texts("postgres", "select E'a\\';b'; select 2")).hasSize(2);
        assertThat(texts("postgres", "select name'a\\'; select 2")).hasSize(2);
    }

    @Test
    void keepsDollarQuotedBodiesTogether() {
        String function = "create function f() returns int as $body$ begin; return $1; end; $body$ language plpgsql";

        assertThat(texts("postgres", function + ";\nselect $$a;b$$; select $1"))
                .containsExactly(function, "select $$a;b$$", "select $1");
    }

    @Test
    void knowsHashCommentsAndBackticksOfMySql() {
        assertThat(texts("mysql", "select 1 # one; two\n, `a;b`; select 2")).hasSize(2);
        assertThat(texts("postgres", "select 1 # 2; select 3")).hasSize(2);
    }

    /** As dumps have them; to all others it is a comment. */
    @Test
    void takesACommentThatMySqlRunsForAStatement() {
        String dump = "-- a dump\n/*!40101 SET @old = @@sql_mode */;\n/* a comment */;\n/*M!100000 set @a = 1 */";

        assertThat(texts("mariadb", dump))
                .containsExactly("/*!40101 SET @old = @@sql_mode */", "/*M!100000 set @a = 1 */");
        assertThat(texts("postgres", dump)).isEmpty();
    }

    @Test
    void keepsTriggersOfSqliteTogether() {
        String trigger = "create temp trigger t after insert on a begin"
                + " update b set n = case when n > 1 then 0 else 1 end; delete from c; end";

        assertThat(texts("sqlite", trigger + "; select 1")).containsExactly(trigger, "select 1");
        assertThat(texts("sqlite", "begin; insert into a values (1); end; select 1"))
                .hasSize(4);
    }

    @Test
    void keepsRoutinesTogetherWithAndWithoutDelimiter() {
        String body = "create procedure p() begin if 1 then select 1; end if; while 0 do select 2; end while;"
                + " begin select 3; end; end";

        assertThat(texts("mariadb", body + "; select 4")).containsExactly(body, "select 4");
        assertThat(texts("mariadb", "delimiter //\n" + body + "//\nDELIMITER ;\nselect 4; select 5"))
                .containsExactly(body, "select 4", "select 5");
        assertThat(texts("mariadb", "begin not atomic select 1; select 2; end; select 3"))
                .hasSize(2);
        assertThat(texts("postgres", "create function f() returns int begin atomic select 1; select 2; end; select 3"))
                .hasSize(2);
    }

    @Test
    void splitsBatchesOfSqlServerAtGo() {
        assertThat(texts("mssql", "declare @a int = 1; select @a;\nGO\nselect 2\ngo"))
                .containsExactly("declare @a int = 1; select @a;", "select 2");
    }

    @Test
    void tellsWhereEachStatementIs() {
        String script = "-- first\nselect 1;\n\n  select 2 ;";
        List<SqlStatement> statements = ScriptSplitter.split(script, "postgres");

        assertThat(statements)
                .allSatisfy(
                        s -> assertThat(script.substring(s.start(), s.end())).isEqualTo(s.text()));
        assertThat(statements).extracting(SqlStatement::start).containsExactly(9, 22);
    }

    @Test
    void findsTheStatementAtTheCursor() {
        String script = "select 1; \nselect 2;\n\nselect 3";

        assertThat(at(script, 0)).isEqualTo("select 1");
        assertThat(at(script, script.indexOf(';'))).isEqualTo("select 1");
        assertThat(at(script, script.indexOf(';') + 2))
                .as("behind it on its line")
                .isEqualTo("select 1");
        assertThat(at(script, script.indexOf("2"))).isEqualTo("select 2");
        assertThat(at(script, script.indexOf("select 3") - 1))
                .as("on the empty line")
                .isEqualTo("select 3");
        assertThat(at(script, script.length())).isEqualTo("select 3");
        assertThat(at(script + ";\n\n", script.length() + 3)).isEqualTo("select 3");
    }

    @Test
    void doesNotStumbleOverWhatIsNotClosed() {
        assertThat(texts("postgres", "select 'open; select 2")).containsExactly("select 'open; select 2");
        assertThat(texts("postgres", "select $a$ open; x")).hasSize(1);
        assertThat(texts("postgres", "select 1 /* open; x")).hasSize(1);
    }

    @Test
    void knowsTheFirstWord() {
        assertThat(ScriptSplitter.split("/* x */ (select 1)", "postgres")
                        .getFirst()
                        .firstWord())
                .isEqualTo("SELECT");
    }

    @Test
    void aLineAboveAStatementSaysWhereThatOneRuns() {
        assertThat(ScriptSplitter.split("""
                        select 1; -- @on not-this-way
                        -- rows of last year
                        -- @on analytics
                        select 2;
                        select '
                        -- @on nowhere
                        ';
                        /* -- @on nowhere */
                        --@on  other
                        select 4
                        -- @on nowhere
                        """, "postgres"))
                .extracting(SqlStatement::on)
                .containsExactly(null, "analytics", null, "other");
    }

    private static List<String> texts(String client, String script) {
        return ScriptSplitter.split(script, client).stream()
                .map(SqlStatement::text)
                .toList();
    }

    private static String at(String script, int cursor) {
        return ScriptSplitter.at(script, "postgres", cursor).orElseThrow().text();
    }
}
