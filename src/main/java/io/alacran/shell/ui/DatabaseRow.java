package io.alacran.shell.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.alacran.database.ManagedDatabase;
import io.alacran.uikit.EngineMark;
import io.alacran.uikit.StateBadge;
import io.alacran.uikit.Times;
import java.time.Duration;
import java.time.Instant;

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
        Span up = new Span(up(database));
        up.addClassNames("time", "secondary", "database-row-up");
        add(
                new EngineMark(database.engine()),
                words,
                address,
                up,
                new StateBadge(database.state().word()));
    }

    private static String up(ManagedDatabase database) {
        return database.startedAt() == null
                ? ""
                : "up " + Times.length(Duration.between(database.startedAt(), Instant.now()));
    }
}
