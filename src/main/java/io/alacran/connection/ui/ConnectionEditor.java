package io.alacran.connection.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import com.vaadin.flow.router.RouteParameters;
import io.alacran.bastion.Bastion;
import io.alacran.bastion.BastionStatus;
import io.alacran.connection.ChosenEnvironment;
import io.alacran.connection.ConnectionDraft;
import io.alacran.connection.ConnectionHealth;
import io.alacran.connection.ConnectionReference;
import io.alacran.connection.Connections;
import io.alacran.connection.Diagnosis;
import io.alacran.connection.DiagnosisPanel;
import io.alacran.connection.Doctor;
import io.alacran.connection.EnvironmentBadge;
import io.alacran.connection.Environments;
import io.alacran.connection.Environments.Environment;
import io.alacran.connection.HealthStrip;
import io.alacran.connection.NamedConnection;
import io.alacran.database.Databases;
import io.alacran.database.ManagedDatabase;
import io.alacran.engine.Dialects;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import io.alacran.problem.ProblemException;
import io.alacran.uikit.EmptyState;
import io.alacran.uikit.EngineMark;
import io.alacran.uikit.Notifications;
import io.alacran.uikit.PageHeader;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes a connection or changes one, and tries it before it is saved. */
@Route("connections/new")
@RouteAlias("connections/:name/edit")
@PermitAll
class ConnectionEditor extends Div implements AfterNavigationObserver, BeforeLeaveObserver, HasDynamicTitle {

    private static final String NAME = "name";
    private static final String COPY = "copy";
    private static final String DATABASE = "database";
    private static final String UNTESTED = "Not tested yet. It can be saved without a test.";

    private final transient Connections connections;
    private final transient Databases databases;
    private final transient Dialects dialects;
    private final transient Doctor doctor;
    private final transient ConnectionHealth health;
    private final transient Bastion bastion;
    private final transient Environments environments;
    private final transient ChosenEnvironment chosen;
    private final Span tested = new Span(UNTESTED);
    private @Nullable ConnectionFields form;
    private @Nullable DiagnosisPanel trial;
    private @Nullable String present;
    private boolean saved;

    /** Read by the examination, on a thread of its own. */
    private transient volatile @Nullable ConnectionDraft drafted;

    ConnectionEditor(
            Connections connections,
            Databases databases,
            Dialects dialects,
            Doctor doctor,
            ConnectionHealth health,
            Bastion bastion,
            Environments environments,
            ChosenEnvironment chosen) {
        this.connections = connections;
        this.databases = databases;
        this.dialects = dialects;
        this.doctor = doctor;
        this.health = health;
        this.bastion = bastion;
        this.environments = environments;
        this.chosen = chosen;
        addClassNames("page", "connection-editor");
        tested.addClassNames("secondary", "connection-tested");
        tested.getElement().setAttribute("role", "status");
    }

    /** The parameters of the page that changes the named connection. */
    static RouteParameters of(String name) {
        return new RouteParameters(NAME, name);
    }

    /** Opens the form with all but the name and the secrets of another connection. */
    static QueryParameters copyOf(String name) {
        return QueryParameters.of(COPY, name);
    }

    @Override
    public String getPageTitle() {
        return (present == null ? "New connection" : ConnectionReference.nameOf(present)) + " · Alacran";
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        present = event.getRouteParameters().get(NAME).orElse(null);
        saved = false;
        removeAll();
        Optional<NamedConnection> found = present == null ? Optional.empty() : connections.find(present);
        if (present != null && found.isEmpty()) {
            showMissing(present);
            return;
        }
        present = found.map(NamedConnection::reference).orElse(null);
        List<ManagedDatabase> managed = databases.list().stream()
                .filter(d -> dialects.of(d.engine()).isPresent())
                .toList();
        List<NamedConnection> all = connections.list();
        TreeSet<String> tags = new TreeSet<>();
        all.forEach(c -> tags.addAll(c.tags()));
        ConnectionFields fields = new ConnectionFields(
                dialects,
                managed,
                environments.list().stream().map(Environment::name).toList(),
                chosen.word(),
                tags,
                this::changed);
        suggestBastion(fields);
        form = fields;
        found.ifPresent(c -> fields.edit(c, connections.storedSecrets(c.reference())));
        QueryParameters query = event.getLocation().getQueryParameters();
        query.getSingleParameter(COPY).flatMap(connections::find).ifPresent(original -> fields.copy(original, managed));
        query.getSingleParameter(DATABASE)
                .flatMap(wanted ->
                        managed.stream().filter(d -> d.name().equals(wanted)).findFirst())
                .ifPresent(fields::lead);
        drafted = testable(fields);
        build(fields, found.orElse(null));
        if (present == null) {
            fields.focusName();
        }
    }

    private void suggestBastion(ConnectionFields fields) {
        BastionStatus status = bastion.status();
        String fingerprint = status.fingerprint();
        if (status.running() && fingerprint != null) {
            bastion.address().ifPresent(at -> fields.suggestBastion(at.getHostString(), at.getPort(), fingerprint));
        }
    }

    private void build(ConnectionFields fields, @Nullable NamedConnection c) {
        Button save = new Button("Save", click -> save());
        save.addThemeVariants(ButtonVariant.AURA_PRIMARY);
        save.addClickShortcut(Key.KEY_S, KeyModifier.CONTROL).listenOn(this);
        save.setTooltipText("Ctrl+S");
        Button cancel = new Button("Cancel", click -> leave());
        Div actions = new Div(save, cancel, tested);
        actions.addClassName("form-actions");
        Div panel = new Div(fields, actions);
        panel.addClassName("panel");
        DiagnosisPanel panelOfTest = DiagnosisPanel.of(
                        new ObservedDoctor(doctor, this::tested, this::refusedTest), this::toTest)
                .called("Test");
        trial = panelOfTest;
        H2 heading = new H2("Test");
        Span hint =
                new Span("Looks at everything that must work, in order, with what is filled in; nothing is stored.");
        hint.addClassName("secondary");
        Div side = new Div(heading, hint, panelOfTest);
        side.addClassNames("panel", "connection-trial");
        if (c != null) {
            side.add(new H2("The last day"), new HealthStrip(health, c.reference()));
        }
        Div columns = new Div(panel, side);
        columns.addClassName("connection-columns");
        PageHeader header = c == null
                ? new PageHeader(
                        "New connection", "A name for a database and how to sign in to it, with a pool of its own.")
                : new PageHeader(
                        c.name(),
                        "Change where it leads and how. Statements that run go on; new sessions follow the change.");
        if (c != null) {
            header.addBeforeTitle(new EngineMark(c.client()));
            if (!c.environment().equals(Environments.DEVELOPMENT)) {
                header.addAfterTitle(new EnvironmentBadge(c.environment()));
            }
        }
        add(header, columns);
    }

    private void showMissing(String name) {
        form = null;
        Button all =
                new Button("All connections", click -> getUI().ifPresent(ui -> ui.navigate(ConnectionsView.class)));
        add(
                new PageHeader(name, "There is no connection of this name."),
                new EmptyState("It was removed or renamed.", all));
    }

    /** What was changed meanwhile was not tested. */
    private void tested(ConnectionDraft draft, Diagnosis diagnosis) {
        String words = diagnosis.healthy()
                ? "The last test found everything well."
                : "The last test found a cause; it can be saved all the same.";
        String offered = diagnosis.cause().map(Diagnosis.Check::hostKey).orElse("");
        getUI().ifPresent(ui -> ui.access(() -> {
            if (draft == drafted) {
                tested.setText(words);
                if (form != null) {
                    form.offerHostKey(offered, this::testAgain);
                }
            }
        }));
    }

    private void testAgain() {
        changed();
        if (trial != null) {
            trial.examine();
        }
    }

    private void refusedTest(List<FieldError> refusals) {
        getUI().ifPresent(ui -> ui.access(() -> refuse(refusals)));
    }

    private ConnectionDraft toTest() {
        return Objects.requireNonNull(drafted, "no form is shown");
    }

    /** Under the present name and environment, so that a password that is left out is the stored one. */
    private ConnectionDraft testable(ConnectionFields fields) {
        ConnectionDraft d = fields.draft();
        return ConnectionReference.of(Objects.requireNonNullElse(present, ""))
                .map(of -> d.named(of.name(), of.environment()))
                .orElse(d);
    }

    private void changed() {
        ConnectionFields fields = form;
        if (fields != null) {
            drafted = testable(fields);
            tested.setText(UNTESTED);
            if (trial != null) {
                trial.outdate();
            }
            fields.showTyped(refusals(fields));
        }
    }

    private List<FieldError> refusals(ConnectionFields fields) {
        List<FieldError> refusals = new ArrayList<>(fields.missingOrUnreadable());
        refusals.addAll(connections.refusals(present, fields.draft()));
        return refusals;
    }

    private void refuse(List<FieldError> refusals) {
        if (form != null) {
            form.showAll(refusals);
        }
    }

    private void save() {
        ConnectionFields fields = form;
        if (fields == null) {
            return;
        }
        List<FieldError> refusals = refusals(fields);
        if (!refusals.isEmpty()) {
            refuse(refusals);
            return;
        }
        try {
            String name = present == null
                    ? connections.create(fields.draft()).name()
                    : connections.update(present, fields.draft()).name();
            saved = true;
            Notifications.success(present == null ? name + " is made." : name + " is changed.");
            leave();
        } catch (InvalidInputException e) {
            refuse(e.errors());
        } catch (ProblemException e) {
            Notifications.error(e);
        }
    }

    private void leave() {
        getUI().ifPresent(ui -> ui.navigate(ConnectionsView.class));
    }

    /** What was typed is not lost by a click beside it. */
    @Override
    public void beforeLeave(BeforeLeaveEvent event) {
        if (saved || form == null || !form.touched()) {
            return;
        }
        BeforeLeaveEvent.ContinueNavigationAction leaving = event.postpone();
        ConfirmDialog dialog = new ConfirmDialog(
                "Leave without saving?",
                "What you changed is lost.",
                "Leave",
                confirmed -> leaving.proceed(),
                "Stay",
                cancelled -> leaving.cancel());
        dialog.open();
    }
}
