package io.alacran.workbench.ui;

import io.alacran.uikit.SqlEditor;
import io.alacran.workbench.ScriptSplitter;
import io.alacran.workbench.SqlStatement;
import java.util.List;

/** Which statements of an editor's text are meant: all, the selected ones, or the one at the cursor. */
final class RunChoice {

    private RunChoice() {}

    static List<SqlStatement> of(SqlEditor.RunEvent event, String client) {
        if (event.all()) {
            return ScriptSplitter.split(event.text(), client);
        }
        if (event.from() == event.to()) {
            return ScriptSplitter.at(event.text(), client, event.cursor()).stream()
                    .toList();
        }
        String selected = event.text().substring(event.from(), event.to());
        return ScriptSplitter.split(selected, client).stream()
                .map(s -> s.movedBy(event.from()))
                .toList();
    }
}
