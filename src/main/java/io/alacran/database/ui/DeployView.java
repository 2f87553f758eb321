package io.alacran.database.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.alacran.database.Databases;
import io.alacran.database.DeployRequest;
import io.alacran.database.OrphanedVolume;
import io.alacran.docker.DockerEngine;
import io.alacran.engine.EngineCatalog;
import io.alacran.problem.InvalidInputException;
import io.alacran.problem.ProblemException;
import io.alacran.uikit.Background;
import io.alacran.uikit.Notifications;
import io.alacran.uikit.PageHeader;
import jakarta.annotation.security.PermitAll;

/** Asks what to deploy, and starts it. */
@Route("databases/deploy")
@PageTitle("Deploy a database · Alacran")
@PermitAll
class DeployView extends Div implements AfterNavigationObserver {

    private static final String VOLUME = "volume";
    private static final String AGAIN = "again";

    private final transient Databases databases;
    private final transient EngineCatalog catalog;
    private final transient DockerEngine engine;
    private final transient DeployDrafts drafts;
    private final EngineNotice notice = new EngineNotice(this::checkEngine);
    private final DeployForm form;

    DeployView(Databases databases, EngineCatalog catalog, DockerEngine engine, DeployDrafts drafts) {
        this.databases = databases;
        this.catalog = catalog;
        this.engine = engine;
        this.drafts = drafts;
        addClassNames("page", "deploy-view");
        form = new DeployForm(databases, catalog);
        Button deploy = new Button("Deploy", click -> deploy());
        deploy.addThemeVariants(ButtonVariant.AURA_PRIMARY);
        deploy.setDisableOnClick(false);
        deploy.addClickShortcut(Key.ENTER).listenOn(form);
        Button cancel = new Button("Cancel", click -> getUI().ifPresent(ui -> ui.navigate(DatabasesView.class)));
        Div actions = new Div(deploy, cancel);
        actions.addClassName("form-actions");
        Div panel = new Div(form, actions);
        panel.addClassName("panel");
        add(
                new PageHeader(
                        "Deploy a database",
                        "Pick an engine and a name; it is ready in less than a minute once its image is here."),
                notice,
                panel);
    }

    /** Opens the form for a volume that was kept. */
    static QueryParameters onVolume(OrphanedVolume volume) {
        return QueryParameters.of(VOLUME, volume.name());
    }

    /** Opens the form with what was typed for a deploy that failed. */
    static QueryParameters again(String name) {
        return QueryParameters.of(AGAIN, name);
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        checkEngine();
        QueryParameters parameters = event.getLocation().getQueryParameters();
        parameters.getSingleParameter(AGAIN).flatMap(drafts::find).ifPresent(r -> form.fill(catalog, r));
        parameters.getSingleParameter(VOLUME).ifPresent(this::fillVolume);
    }

    private void fillVolume(String name) {
        Background.ask(
                this,
                databases::orphanedVolumes,
                volumes -> volumes.stream()
                        .filter(v -> v.name().equals(name))
                        .findFirst()
                        .ifPresentOrElse(
                                v -> form.onVolume(catalog, v),
                                () -> Notifications.error("There is no kept volume \"" + name + "\" any more.", null)));
    }

    private void checkEngine() {
        Background.ask(this, engine::status, notice::show);
    }

    private void deploy() {
        DeployRequest request = form.request();
        try {
            form.refuseUnreadable();
            String name = databases.deploy(request).target();
            drafts.keep(name, request);
            getUI().ifPresent(ui -> ui.navigate(DatabaseView.class, DatabaseView.of(name)));
        } catch (InvalidInputException e) {
            form.show(e.errors());
        } catch (ProblemException e) {
            Notifications.error(e);
        }
    }
}
