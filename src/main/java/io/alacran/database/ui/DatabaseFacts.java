package io.alacran.database.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.alacran.database.DatabaseState;
import io.alacran.database.Databases;
import io.alacran.database.DeployRequest;
import io.alacran.database.ManagedDatabase;
import io.alacran.uikit.Background;
import io.alacran.uikit.CopyField;
import io.alacran.uikit.Sizes;
import io.alacran.uikit.Times;
import org.jspecify.annotations.Nullable;

/** Where a database is reached, how one signs in, and what it is made of. */
class DatabaseFacts extends Div {

    private final transient Databases databases;
    private final Div facts = new Div();
    private final Span size = new Span("–");
    private @Nullable ManagedDatabase shown;

    DatabaseFacts(Databases databases) {
        this.databases = databases;
        addClassNames("panel", "facts");
        facts.addClassName("facts-list");
    }

    void show(ManagedDatabase d) {
        if (shown == null) {
            Paragraph hint = new Paragraph(
                    "Any container on the shared network reaches it there, by name, without a port mapping.");
            hint.addClassName("secondary");
            add(
                    new H2("Address and login"),
                    new CopyField("Internal address", d.internalAddress()),
                    hint,
                    new CopyField("User", d.username()),
                    CopyField.secret("Password", () -> databases.revealPassword(d.name())));
            if (!d.databaseName().isEmpty()) {
                add(new CopyField("Database", d.databaseName()));
            }
            add(facts);
        }
        boolean nowReady = d.state() == DatabaseState.READY && (shown == null || shown.state() != DatabaseState.READY);
        shown = d;
        facts.removeAll();
        fact("Image", new Span(d.image()));
        fact("Volume", new Span(d.volume()));
        fact("Size", size);
        fact("Limits", new Span(limits(d.limits())));
        fact("Created", Times.relative(d.createdAt()));
        fact("Started", Times.relative(d.startedAt()));
        if (nowReady && isAttached()) {
            measure(d.name());
        }
    }

    @Override
    protected void onAttach(AttachEvent event) {
        ManagedDatabase d = shown;
        if (d != null && d.state() == DatabaseState.READY) {
            measure(d.name());
        }
    }

    private void measure(String name) {
        Background.ask(
                this,
                () -> databases.dataBytes(name),
                bytes -> size.setText(bytes.isPresent() ? Sizes.human(bytes.getAsLong()) : "–"));
    }

    private void fact(String term, com.vaadin.flow.component.Component value) {
        Span label = new Span(term);
        label.addClassName("secondary");
        facts.add(label, value);
    }

    private static String limits(DeployRequest.@Nullable Limits limits) {
        if (limits == null) {
            return "none";
        }
        String memory = limits.memoryBytes() == null ? "" : (limits.memoryBytes() >> 20) + " MiB memory";
        String cpus = limits.cpus() == null ? "" : limits.cpus() + " CPU";
        return memory.isEmpty() ? cpus : cpus.isEmpty() ? memory : memory + ", " + cpus;
    }
}
