package io.alacran.shell.ui;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.alacran.database.ManagedDatabase;
import io.alacran.uikit.EngineMark;
import io.alacran.uikit.StateBadge;
import io.alacran.uikit.Times;

/** One managed database on the overview; leads to its page. */
class DatabaseRow extends Div {

    DatabaseRow(ManagedDatabase database) {
        addClassName("database-row");
        Anchor name = OverviewView.link("databases/" + database.name(), database.name());
        name.addClassName("database-row-name");
        Span engine = new Span(database.engine() + " " + database.version());
        engine.addClassName("secondary");
        Div words = new Div(name, engine);
        words.addClassName("database-row-words");
        Code address = new Code(database.internalAddress());
        address.addClassName("database-row-address");
        Span up = new Span();
        up.addClassNames("secondary", "database-row-up");
        if (database.startedAt() != null) {
            up.add(new Text("up "), Times.since(database.startedAt()));
        }
        add(
                new EngineMark(database.engine()),
                words,
                address,
                up,
                new StateBadge(database.state().word()));
    }
}
