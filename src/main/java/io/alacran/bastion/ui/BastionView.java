package io.alacran.bastion.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.alacran.bastion.Bastion;
import io.alacran.bastion.BastionAccounts;
import io.alacran.bastion.BastionStatus;
import io.alacran.database.Databases;
import io.alacran.uikit.LiveUpdates;
import io.alacran.uikit.PageHeader;
import io.alacran.uikit.StateBadge;
import jakarta.annotation.security.PermitAll;

/** The bastion: how it is run, who may use it, which tunnels are open, and whether it works. */
@Route("bastion")
@Menu(title = "Bastion", order = 4, icon = "vaadin:key")
@PageTitle("Bastion · Alacran")
@PermitAll
class BastionView extends Main implements AfterNavigationObserver {

    private final transient Bastion bastion;
    private final StateBadge state = new StateBadge("off");
    private final SettingsPanel settings;
    private final ReachPanel reach;
    private final AccountsPanel accounts;
    private final SessionsPanel sessions;
    private final TrialPanel trial;

    BastionView(
            Bastion bastion,
            BastionAccounts bastionAccounts,
            Databases databases,
            TunnelTicks ticks,
            Examples examples) {
        this.bastion = bastion;
        addClassNames("page", "bastion-view");
        settings = new SettingsPanel(bastion);
        reach = new ReachPanel(examples);
        accounts = new AccountsPanel(bastionAccounts, databases);
        sessions = new SessionsPanel(bastion);
        trial = new TrialPanel(bastion, databases);
        Div columns = new Div(settings, reach);
        columns.addClassName("bastion-columns");
        add(
                new PageHeader(
                        "Bastion",
                        "People reach managed databases from their own machines with ssh, through one port of this"
                                + " machine. It forwards to databases only: no shell, no files, nothing else.",
                        state),
                columns,
                accounts,
                sessions,
                trial);
        LiveUpdates.follow(this, listener -> bastion.follow(() -> listener.accept(true)), news -> refresh());
        LiveUpdates.follow(this, ticks::follow, news -> sessions.refresh());
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        refresh();
    }

    private void refresh() {
        BastionStatus status = bastion.status();
        state.setState(status.running() ? "ready" : status.state().word());
        settings.show(status);
        reach.show(status);
        accounts.refresh();
        sessions.refresh();
        trial.show(status);
    }
}
