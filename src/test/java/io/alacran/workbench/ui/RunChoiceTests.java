package io.alacran.workbench.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.uikit.SqlEditor;
import io.alacran.workbench.SqlStatement;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunChoiceTests {

    private static final String SCRIPT = "select 1;\nselect 2;\n\nselect 3";

    private final SqlEditor editor = new SqlEditor("SQL");

    @Test
    void theStatementThatTheCursorIsInIsMeant() {
        assertThat(texts(atCursor(SCRIPT, 0))).containsExactly("select 1");
        assertThat(texts(atCursor(SCRIPT, SCRIPT.indexOf("2")))).containsExactly("select 2");
        assertThat(texts(atCursor(SCRIPT, SCRIPT.length()))).containsExactly("select 3");
    }

    @Test
    void rightBehindAStatementOnItsLineThatOneIsMeant() {
        assertThat(texts(atCursor(SCRIPT, SCRIPT.indexOf('\n')))).containsExactly("select 1");
    }

    @Test
    void inAnEmptyTextNothingIsMeant() {
        assertThat(atCursor("", 0)).isEmpty();
        assertThat(atCursor("-- nothing yet", 3)).isEmpty();
        assertThat(chosen(true, "  \n", 0, 0)).isEmpty();
    }

    @Test
    void aSelectionIsMeantAsItIsWithItsPlacesInTheWholeText() {
        int from = SCRIPT.indexOf("select 2");
        List<SqlStatement> chosen = chosen(false, SCRIPT, from, SCRIPT.length());

        assertThat(texts(chosen)).containsExactly("select 2", "select 3");
        assertThat(chosen)
                .allSatisfy(
                        s -> assertThat(SCRIPT.substring(s.start(), s.end())).isEqualTo(s.text()));
    }

    @Test
    void aPartOfAStatementThatIsSelectedRunsAlone() {
        String sql = "select * from (select 42) as t";
        int from = sql.indexOf("select 42");

        List<SqlStatement> chosen = chosen(false, sql, from, from + "select 42".length());

        assertThat(texts(chosen)).containsExactly("select 42");
        assertThat(chosen.getFirst().start()).isEqualTo(from);
    }

    @Test
    void aSelectionOfSpaceAloneMeansNothing() {
        int from = SCRIPT.indexOf("\n\n");

        assertThat(chosen(false, SCRIPT, from, from + 2)).isEmpty();
    }

    @Test
    void allIsMeantWhateverIsSelected() {
        assertThat(texts(chosen(true, SCRIPT, 0, 3))).containsExactly("select 1", "select 2", "select 3");
    }

    private List<SqlStatement> atCursor(String sql, int cursor) {
        return RunChoice.of(new SqlEditor.RunEvent(editor, true, false, sql, cursor, cursor, cursor), "postgres");
    }

    /** With the cursor at the selection's end. */
    private List<SqlStatement> chosen(boolean all, String sql, int from, int to) {
        return RunChoice.of(new SqlEditor.RunEvent(editor, true, all, sql, from, to, to), "postgres");
    }

    private static List<String> texts(List<SqlStatement> statements) {
        return statements.stream().map(SqlStatement::text).toList();
    }
}
