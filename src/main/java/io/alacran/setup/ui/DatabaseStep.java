package io.alacran.setup.ui;

import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.alacran.database.Databases;
import io.alacran.database.DeployRequest;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Deploys the first database with all defaults, and shows how it goes. */
class DatabaseStep extends StepPanel {

    private static final String NAME = "[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?";

    private final Databases databases;
    private final Consumer<String> onStarted;
    private final Consumer<String> onReady;
    private final Runnable skip;
    private final RadioButtonGroup<DatabaseEngine> engine = new RadioButtonGroup<>("Engine");
    private final TextField name = new TextField("Name");
    private final Code preview = new Code();
    private final String prefix;
    private final OperationPanel progress = new OperationPanel();
    private @Nullable String followed;

    /**
     * @param prefix the start of container names
     * @param onStarted gets the name once a deploy was started
     * @param onReady gets the name once the database is ready
     */
    DatabaseStep(
            Databases databases,
            EngineCatalog catalog,
            Operations operations,
            String prefix,
            Consumer<String> onStarted,
            Consumer<String> onReady,
            Runnable skip) {
        super(
                "First database",
                "Pick an engine and a name. Everything else has a default; more can be set on the Databases page.");
        this.databases = databases;
        this.prefix = prefix;
        this.onStarted = onStarted;
        this.onReady = onReady;
        this.skip = skip;
        engine.addClassName("engine-cards");
        engine.setItems(catalog.engines());
        engine.setItemLabelGenerator(DatabaseEngine::title);
        engine.setRenderer(new ComponentRenderer<>(DatabaseStep::card));
        engine.setValue(catalog.engines().getFirst());
        name.setValue("database1");
        name.setValueChangeMode(ValueChangeMode.EAGER);
        name.addValueChangeListener(change -> preview());
        LiveUpdates.follow(this, operations::follow, this::update);
        form();
    }

    /** Shows a deploy that was started before. */
    void follow(Operation operation) {
        followed = operation.id();
        progress.show(operation);
        setBody(progress);
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

    private void update(List<Operation> news) {
        news.stream()
                .filter(operation -> operation.id().equals(followed))
                .reduce((earlier, later) -> later)
                .ifPresent(this::follow);
    }

    private void form() {
        followed = null;
        Paragraph address = new Paragraph("Other containers will reach it as ");
        address.add(preview);
        Paragraph password =
                new Paragraph("A password of 24 characters is generated; the database's page shows it when asked.");
        Div fields = new Div(engine, name, address, password);
        address.addClassName("secondary");
        password.addClassName("secondary");
        fields.addClassName("setup-fields");
        setBody(fields);
        setActions(aside("Skip", skip), onward("Deploy", this::deploy));
        preview();
        name.focus();
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
