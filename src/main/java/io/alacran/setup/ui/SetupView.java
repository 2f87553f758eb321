package io.alacran.setup.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.alacran.account.BrowserSession;
import io.alacran.account.FirstAdministrator;
import io.alacran.account.UserAccount;
import io.alacran.account.Users;
import io.alacran.problem.ProblemException;
import io.alacran.setup.internal.SetupProgress;
import io.alacran.setup.internal.WizardStep;
import io.alacran.uikit.BrandMark;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The first run, step by step: from the setup link to a workbench that is connected, or to what has none. */
@Route(value = "setup", autoLayout = false)
@PageTitle("Setup · Alacran")
@AnonymousAllowed
class SetupView extends Main implements BeforeEnterObserver {

    private static final String TOKEN = "setup-token";
    private static final String SAMPLE = "sample";

    private final FirstAdministrator administrator;
    private final BrowserSession browser;
    private final Users users;
    private final SetupProgress progress;
    private final StepFactory steps;
    private final ProgressLine line = new ProgressLine();
    private final Div place = new Div();

    SetupView(
            FirstAdministrator administrator,
            BrowserSession browser,
            Users users,
            SetupProgress progress,
            StepFactory steps) {
        this.administrator = administrator;
        this.browser = browser;
        this.users = users;
        this.progress = progress;
        this.steps = steps;
        addClassName("setup-view");
        Div brand = new Div(new BrandMark(), new Span("Alacran"));
        brand.addClassName("brand");
        place.addClassName("setup-place");
        add(brand, line, place);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (administrator.exists()) {
            resume(event);
            return;
        }
        event.getLocation()
                .getQueryParameters()
                .getSingleParameter("token")
                .or(() ->
                        Optional.ofNullable((String) VaadinSession.getCurrent().getAttribute(TOKEN)))
                .ifPresentOrElse(this::offer, () -> ask(null));
    }

    /** The token must not stay in the address bar, the history, or a header sent elsewhere. */
    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        event.getUI().getPage().getHistory().replaceState(null, "setup");
    }

    private void resume(BeforeEnterEvent event) {
        Optional<SetupProgress.At> at = progress.now();
        if (!signedIn()) {
            event.forwardTo("login");
        } else if (at.isEmpty()) {
            event.forwardTo("");
        } else {
            show(at.get().step(), at.get().database());
        }
    }

    private void ask(@Nullable ProblemException refusal) {
        line.show(WizardStep.ADMINISTRATOR);
        replace(new TokenStep(refusal, administrator.tokenFile(), this::offer));
    }

    private void offer(String token) {
        try {
            administrator.check(token);
            VaadinSession.getCurrent().setAttribute(TOKEN, token);
            line.show(WizardStep.ADMINISTRATOR);
            replace(new AdministratorStep((name, password) -> create(token, name, password)));
        } catch (ProblemException e) {
            VaadinSession.getCurrent().setAttribute(TOKEN, null);
            ask(e);
        }
    }

    private void create(String token, String name, String password) {
        UserAccount made = administrator.create(token, name, password);
        VaadinSession.getCurrent().setAttribute(TOKEN, null);
        browser.signIn(made);
        go(WizardStep.ENGINE);
    }

    private void go(WizardStep step) {
        progress.at(step, null);
        show(step, null);
    }

    private void show(WizardStep step, @Nullable String database) {
        // Whoever gets here some other way than by signing in gets no further
        users.current();
        line.show(step);
        switch (step) {
            case ADMINISTRATOR, ENGINE -> replace(steps.engine(() -> go(WizardStep.NETWORK), () -> finish(null)));
            case NETWORK -> replace(steps.network(() -> go(WizardStep.BASTION)), WizardStep.ENGINE);
            case BASTION -> replace(steps.bastion(() -> go(WizardStep.DATABASE)), WizardStep.NETWORK);
            case DATABASE -> showDatabase(database);
            case DONE -> finish(database);
        }
    }

    private void showDatabase(@Nullable String database) {
        DatabaseStep step =
                steps.database(started -> progress.at(WizardStep.DATABASE, started), this::finish, () -> finish(null));
        replace(step, WizardStep.BASTION);
        if (database != null) {
            steps.deployOf(database).ifPresent(step::follow);
        }
    }

    /** @param database what to query, or to look at where it speaks no SQL; null for the sample connection */
    private void finish(@Nullable String database) {
        progress.finish();
        line.show(WizardStep.DONE);
        UI ui = UI.getCurrent();
        // Not within a navigation that may be under way
        // A new page rather than a navigation: the menu is made by the rights of the request, which the wizard's lacks.
        String address = address(database);
        ui.access(() -> ui.getPage().setLocation(address));
    }

    private String address(@Nullable String database) {
        if (database != null && !steps.queryable(database)) {
            return "databases/" + database;
        }
        QueryParameters wanted =
                database == null ? QueryParameters.of("connection", SAMPLE) : QueryParameters.of("database", database);
        return new Location("workbench", wanted).getPathWithQueryParameters();
    }

    private boolean signedIn() {
        try {
            users.current();
            return true;
        } catch (ProblemException nobody) {
            return false;
        }
    }

    /** Nothing that these steps did is undone by going back: each shows what is there by then. */
    private void replace(StepPanel step, WizardStep before) {
        step.setBack(() -> go(before));
        replace(step);
    }

    private void replace(StepPanel step) {
        place.removeAll();
        place.add(step);
    }
}
