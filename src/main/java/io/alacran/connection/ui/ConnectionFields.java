package io.alacran.connection.ui;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import io.alacran.connection.ConnectionDraft;
import io.alacran.connection.NamedConnection;
import io.alacran.database.ManagedDatabase;
import io.alacran.engine.Dialect;
import io.alacran.engine.Dialects;
import io.alacran.engine.TlsMode;
import io.alacran.problem.FieldError;
import io.alacran.uikit.EngineMark;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of a connection: what it is and where it leads in sight, everything else folded with its default shown. */
class ConnectionFields extends Div {

    private static final String OF_THIS_CONSOLE = "A database of this console";
    private static final String ELSEWHERE = "Any other server or file";

    private final transient Dialects dialects;
    private final transient Runnable changed;
    private final transient WatchedFields watched = new WatchedFields(this::changed);
    private final RadioButtonGroup<String> where = new RadioButtonGroup<>("Leads to", OF_THIS_CONSOLE, ELSEWHERE);
    private final Select<ManagedDatabase> managed;
    private final RadioButtonGroup<Dialect> clients;
    private final TextField name;
    private final TextField description;
    private final PlaceFields place;
    private final TlsFields tls;
    private final SshFields ssh;
    private final SessionFields session;
    private final MarkFields marks;
    private final PropertiesEditor properties;
    private final PoolFields pool;
    private final Paragraph fixed = new Paragraph();
    private final Details more;
    private @Nullable NamedConnection present;
    private transient Runnable trusted = () -> {};

    /**
     * @param databases those that can be led to
     * @param environments offered for choice
     * @param chosen the environment that a new one goes to
     * @param changed called after each change that a person made
     */
    ConnectionFields(
            Dialects dialects,
            List<ManagedDatabase> databases,
            List<String> environments,
            String chosen,
            Collection<String> tagsInUse,
            Runnable changed) {
        this.dialects = dialects;
        this.changed = changed;
        addClassName("connection-form");
        clients = watched.add("client", new RadioButtonGroup<>());
        clients.setLabel("Client");
        clients.addClassName("engine-cards");
        clients.setItems(dialects.all());
        clients.setRenderer(new ComponentRenderer<>(ConnectionFields::card));
        dialects.of("postgres").ifPresent(clients::setValue);
        managed = watched.add("managedDatabase", new Select<>());
        managed.setLabel("Database");
        managed.setItems(databases);
        managed.setItemLabelGenerator(d -> d.name() + " (" + d.engine() + " " + d.version() + ")");
        managed.setRequiredIndicatorVisible(true);
        where.setValue(ELSEWHERE);
        where.setVisible(!databases.isEmpty());
        fixed.addClassName("connection-fixed");
        fixed.setVisible(false);
        name = watched.add("name", new TextField("Name"));
        name.setRequiredIndicatorVisible(true);
        name.setPlaceholder("shop");
        name.setMaxLength(63);
        name.setHelperText("a-z, 0-9 and -; say what it leads to");
        description = watched.add("description", new TextField("Description"));
        description.setPlaceholder("What is it for, and who looks after it?");
        Div naming = new Div(name, description);
        naming.addClassNames("connection-grid", "connection-naming");
        place = new PlaceFields(watched);
        tls = new TlsFields(watched);
        ssh = new SshFields(watched, () -> trusted.run());
        session = new SessionFields(watched);
        marks = new MarkFields(watched, environments, chosen, tagsInUse);
        properties = new PropertiesEditor(watched);
        pool = new PoolFields(watched);
        Div folded = new Div(marks, ssh, tls, session, pool, properties);
        folded.addClassName("connection-folded");
        more = new Details("More", folded);
        more.addOpenedChangeListener(change -> summarise());
        where.addValueChangeListener(change -> arrangeAndTell());
        managed.addValueChangeListener(change -> arrange());
        clients.addValueChangeListener(change -> arrange());
        tls.mode.addValueChangeListener(change -> arrange());
        add(where, fixed, managed, clients, naming, place, more);
        arrange();
        watched.begin();
    }

    private static Div card(Dialect dialect) {
        Span title = new Span(dialect.title());
        title.addClassName("engine-card-title");
        Span note = new Span(
                dialect.missing().isPresent()
                        ? "driver to be added"
                        : dialect.fileBased() ? "a file" : "port " + dialect.defaultPort());
        note.addClassName("secondary");
        Div words = new Div(title, note);
        words.addClassName("name-words");
        Div card = new Div(new EngineMark(dialect.client()), words);
        card.addClassName("engine-card");
        return card;
    }

    private void changed() {
        pool.explain(client());
        summarise();
        changed.run();
    }

    private void arrangeAndTell() {
        arrange();
        watched.changed("managedDatabase");
    }

    private boolean leadsToManaged() {
        NamedConnection c = present;
        return c == null ? where.isVisible() && OF_THIS_CONSOLE.equals(where.getValue()) : c.managedDatabase() != null;
    }

    private @Nullable String managedName() {
        NamedConnection c = present;
        if (c != null) {
            return c.managedDatabase();
        }
        return leadsToManaged() && managed.getValue() != null
                ? managed.getValue().name()
                : null;
    }

    private Optional<Dialect> dialect() {
        NamedConnection c = present;
        if (c != null) {
            return dialects.of(c.client());
        }
        if (leadsToManaged()) {
            return Optional.ofNullable(managed.getValue()).flatMap(d -> dialects.of(d.engine()));
        }
        return Optional.ofNullable(clients.getValue());
    }

    private String client() {
        return dialect().map(Dialect::client).orElse("postgres");
    }

    private void arrange() {
        boolean linked = leadsToManaged();
        managed.setVisible(linked && present == null);
        clients.setVisible(!linked && present == null);
        Dialect chosen = dialect().orElse(null);
        place.choose(
                chosen, linked ? Objects.requireNonNullElse(managedName(), "the database") : null, tls.mode.getValue());
        tls.choose(chosen);
        ssh.choose(!linked && chosen != null && !chosen.fileBased());
        session.choose(chosen);
        properties.choose(chosen);
        pool.explain(client());
        summarise();
    }

    /** The defaults, while they are folded away. */
    private void summarise() {
        List<String> parts = new ArrayList<>();
        parts.add(marks.environment.getValue());
        if (tls.isVisible()) {
            parts.add(
                    tls.mode.getValue() == TlsMode.DISABLE
                            ? "no TLS"
                            : "TLS " + tls.mode.getValue().word());
        }
        if (ssh.used()) {
            parts.add("through SSH");
        }
        parts.add(session.readOnly.getValue() ? "read-only" : "may write");
        parts.add(session.timeout.getValue() == null ? "no statement timeout" : "a statement timeout");
        parts.add(pool.summary());
        more.setSummaryText(more.isOpened() ? "More" : "More: " + String.join(", ", parts));
    }

    /**
     * Fills in one that exists, to change it. What cannot be changed is said, with the reason.
     *
     * @param stored which of its secrets are stored, by the API's names
     */
    void edit(NamedConnection c, Set<String> stored) {
        present = c;
        fill(c, stored);
        name.setValue(c.name());
        where.setVisible(false);
        fixed.setVisible(true);
        fixed.setText(
                c.managedDatabase() == null
                        ? dialects.of(c.client()).map(Dialect::title).orElse(c.client())
                                + " is fixed: for another client, make another connection."
                        : "It leads to the database " + c.managedDatabase()
                                + " of this console. That and the client are"
                                + " fixed: history and saved queries rely on it. For another database, make another"
                                + " connection.");
        arrange();
    }

    /** Fills in all but the name and the secrets of another one. */
    void copy(NamedConnection c, List<ManagedDatabase> databases) {
        dialects.of(c.client()).ifPresent(clients::setValue);
        databases.stream()
                .filter(d -> d.name().equals(c.managedDatabase()))
                .findFirst()
                .ifPresent(d -> {
                    where.setValue(OF_THIS_CONSOLE);
                    managed.setValue(d);
                });
        fill(c, null);
        watched.fill(() -> marks.isDefault.setValue(false));
        arrange();
    }

    /** Leads to a managed database from the start. */
    void lead(ManagedDatabase database) {
        watched.fill(() -> {
            where.setValue(OF_THIS_CONSOLE);
            managed.setValue(database);
        });
        arrange();
    }

    private void fill(NamedConnection c, @Nullable Set<String> kept) {
        watched.fill(() -> {
            description.setValue(Inputs.shown(c.description()));
            place.show(c, kept);
            tls.show(c, kept);
            ssh.show(c, kept);
            session.show(c);
            marks.show(c);
            properties.show(c.properties());
            pool.show(c.pool(), c.client());
        });
    }

    /** Whether somebody changed anything. */
    boolean touched() {
        return watched.touched();
    }

    /** Offers a bastion as the SSH server to go through. */
    void suggestBastion(String host, int port, String fingerprint) {
        ssh.suggest(host, port, fingerprint);
    }

    /** Asks whether to trust a key that the SSH server showed; empty asks nothing. Then calls what is to follow. */
    void offerHostKey(String fingerprint, Runnable then) {
        trusted = then;
        ssh.offer(fingerprint);
        if (!fingerprint.isEmpty()) {
            more.setOpened(true);
        }
    }

    void focusName() {
        name.focus();
    }

    ConnectionDraft draft() {
        boolean server = place.host.isVisible() && !leadsToManaged();
        return new ConnectionDraft(
                name.getValue().strip(),
                Inputs.text(description.getValue()),
                client(),
                server ? Inputs.text(place.host.getValue()) : null,
                server ? place.port.getValue() : null,
                server ? Inputs.text(place.database.getValue()) : null,
                place.filename.isVisible() ? Inputs.text(place.filename.getValue()) : null,
                server ? Inputs.text(place.username.getValue()) : null,
                server ? place.typedPassword() : null,
                Inputs.text(session.schema.getValue()),
                session.timezone.getValue(),
                tls.mode.getValue().word(),
                Inputs.text(tls.authority.getValue()),
                Inputs.text(tls.certificate.getValue()),
                Inputs.text(tls.key.getValue()),
                Inputs.text(session.initSql.getValue()),
                session.readOnly.getValue(),
                Inputs.number(session.timeout.getValue()),
                Inputs.number(session.rows.getValue()),
                Inputs.number(session.slow.getValue()),
                session.plans.getValue(),
                properties.properties(),
                marks.environment.getValue(),
                marks.colour(),
                marks.chosenTags(),
                managedName(),
                ssh.draft(),
                pool.draft(),
                marks.isDefault.getValue());
    }

    /** What a draft leaves out, and so nobody else can tell: no database was chosen, or a number is none. */
    List<FieldError> missingOrUnreadable() {
        return leadsToManaged() && managedName() == null
                ? List.of(new FieldError("managedDatabase", "is needed: choose one"))
                : watched.unreadable();
    }

    /** Says what is wrong at the fields that were changed by hand. */
    void showTyped(List<FieldError> refusals) {
        watched.showTyped(properties.take(refusals));
    }

    /** Says everything that is wrong, opens what is folded, and puts the focus on the first. */
    void showAll(List<FieldError> refusals) {
        List<FieldError> rest = properties.take(refusals);
        boolean folded = properties.invalid() || rest.stream().anyMatch(r -> !inSight(r.field()));
        if (folded) {
            more.setOpened(true);
        }
        watched.showAll(rest);
        if (rest.isEmpty()) {
            properties.focusInvalid();
        }
    }

    private static boolean inSight(String field) {
        return List.of(
                        "name",
                        "description",
                        "client",
                        "host",
                        "port",
                        "databaseName",
                        "username",
                        "password",
                        "filename",
                        "managedDatabase")
                .contains(field);
    }
}
