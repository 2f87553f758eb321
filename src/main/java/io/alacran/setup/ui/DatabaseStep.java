package io.alacran.setup.ui;

import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.alacran.connection.ConnectionDraft;
import io.alacran.connection.DiagnosisPanel;
import io.alacran.connection.Doctor;
import io.alacran.database.Databases;
import io.alacran.database.DeployRequest;
import io.alacran.database.ManagedDatabase;
import io.alacran.engine.DatabaseEngine;
import io.alacran.engine.EngineCatalog;
import io.alacran.operation.Operation;
import io.alacran.operation.OperationPanel;
import io.alacran.operation.Operations;
import io.alacran.problem.InvalidInputException;
import io.alacran.problem.ProblemException;
import io.alacran.uikit.EngineMark;
import io.alacran.uikit.LiveUpdates;
import io.alacran.uikit.Notifications;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Deploys the first database with all defaults, and shows how it goes. */
class DatabaseStep extends StepPanel {

    private static final String NAME = "[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?";

    private final Databases databases;
    private final EngineCatalog catalog;
    private final Consumer<String> onStarted;
    private final Consumer<String> onReady;
    private final Runnable skip;
    private final RadioButtonGroup<DatabaseEngine> engine = new RadioButtonGroup<>("Engine");
    private final TextField name = new TextField("Name");
    private final Paragraph notice = new Paragraph();
    private final Code preview = new Code();
    private final String prefix;
    private final OperationPanel progress = new OperationPanel();
    private final transient Doctor doctor;
    private @Nullable String followed;
    private @Nullable DiagnosisPanel why;

    /**
     * @param prefix the start of container names
     * @param onStarted gets the name once a deploy was started
     * @param onReady gets the name once the database is ready
     */
    DatabaseStep(
            Databases databases,
            EngineCatalog catalog,
            Operations operations,
            Doctor doctor,
            String prefix,
            Consumer<String> onStarted,
            Consumer<String> onReady,
            Runnable skip) {
        super(
                "First database",
                "Pick an engine and a name. Everything else has a default; more can be set on the Databases page.");
        this.databases = databases;
        this.catalog = catalog;
        this.doctor = doctor;
        this.prefix = prefix;
        this.onStarted = onStarted;
        this.onReady = onReady;
        this.skip = skip;
        engine.addClassName("engine-cards");
        engine.setItems(catalog.engines());
        engine.setItemLabelGenerator(DatabaseEngine::title);
        engine.setRenderer(new ComponentRenderer<>(DatabaseStep::card));
        engine.setValue(catalog.engines().getFirst());
        engine.addValueChangeListener(change -> engineChosen());
        notice.addClassName("deploy-notice");
        engineChosen();
        name.setValue(freeName());
        name.setAutoselect(true);
        name.setValueChangeMode(ValueChangeMode.EAGER);
        name.addValueChangeListener(change -> preview());
        LiveUpdates.follow(this, operations::follow, this::update);
        form();
    }

    private String freeName() {
        Set<String> taken = databases.list().stream().map(ManagedDatabase::name).collect(Collectors.toSet());
        return IntStream.iterate(1, number -> number + 1)
                .mapToObj(number -> "database" + number)
                .filter(proposed -> !taken.contains(proposed))
                .findFirst()
                .orElseThrow();
    }

    /** Shows a deploy that was started before. */
    void follow(Operation operation) {
        followed = operation.id();
        progress.show(operation);
        setBody(progress);
        if (waits(operation)) {
            addToBody(diagnosis(operation.target()));
        }
        if (operation.state() == Operation.State.SUCCEEDED) {
            setActions();
            onReady.accept(operation.target());
        } else if (operation.ended()) {
            name.setValue(operation.target());
            setActions(aside("Skip", skip), onward("Try again", this::form));
        } else {
            setActions(aside("Leave, it goes on by itself", skip));
        }
    }

    /** Whether it runs and does not answer yet: the time to ask why, since a deploy that fails takes it away again. */
    private boolean waits(Operation operation) {
        return !operation.ended()
                && operation.steps().stream()
                        .anyMatch(step -> step.state() == Operation.State.RUNNING
                                && step.name().equals("Wait until it answers"))
                && databases
                        .find(operation.target())
                        .flatMap(d -> catalog.find(d.engine()))
                        .filter(DatabaseEngine::queryable)
                        .isPresent();
    }

    /** The same while it waits, so that what was found stays. */
    private DiagnosisPanel diagnosis(String database) {
        DiagnosisPanel shown = why != null ? why : DiagnosisPanel.of(doctor, () -> draft(database));
        why = shown;
        return shown;
    }

    /** Its connection is made when it is ready; until then one like it is examined. */
    private static ConnectionDraft draft(String database) {
        return JsonMapper.shared()
                .convertValue(Map.of("name", database, "managedDatabase", database), ConnectionDraft.class);
    }

    private void update(List<Operation> news) {
        news.stream()
                .filter(operation -> operation.id().equals(followed))
                .reduce((earlier, later) -> later)
                .ifPresent(this::follow);
    }

    private void form() {
        followed = null;
        why = null;
        Paragraph address = new Paragraph("Other containers will reach it as ");
        address.add(preview);
        Paragraph password =
                new Paragraph("A password of 24 characters is generated; the database's page shows it when asked.");
        Div fields = new Div(engine, notice, name, address, password);
        address.addClassName("secondary");
        password.addClassName("secondary");
        fields.addClassName("setup-fields");
        setBody(fields);
        setActions(aside("Skip", skip), onward("Deploy", this::deploy));
        preview();
        name.focus();
    }

    private void engineChosen() {
        String text = engine.getValue().notice();
        notice.setText(text);
        notice.setVisible(!text.isEmpty());
    }

    private void preview() {
        String typed = name.getValue();
        boolean possible = typed.matches(NAME);
        preview.setText(prefix + (typed.isEmpty() ? "NAME" : typed));
        name.setErrorMessage(
                "\"" + typed + "\" is not possible: 1 to 40 of a-z, 0-9 and -, neither first nor last a -");
        name.setInvalid(!possible && !typed.isEmpty());
    }

    private void deploy() {
        try {
            Operation started = databases.deploy(
                    DeployRequest.of(name.getValue(), engine.getValue().id()));
            onStarted.accept(started.target());
            follow(started);
        } catch (InvalidInputException e) {
            name.setErrorMessage(e.errors().getFirst().message());
            name.setInvalid(true);
            name.focus();
        } catch (ProblemException e) {
            Notifications.error(e);
        }
    }

    private static Div card(DatabaseEngine engine) {
        Span title = new Span(engine.title());
        title.addClassName("engine-card-title");
        Span version = new Span(engine.defaultVersion() + (engine.queryable() ? "" : ", no workbench"));
        version.addClassName("secondary");
        Div words = new Div(title, version);
        words.addClassName("choice-words");
        Div card = new Div(new EngineMark(engine.id()), words);
        card.addClassName("engine-card");
        return card;
    }
}
