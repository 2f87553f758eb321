package io.alacran.account.ui;

import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.alacran.account.ApiTokens;
import io.alacran.account.Users;
import io.alacran.uikit.PageHeader;
import jakarta.annotation.security.PermitAll;

/** One's own account. */
@Route("settings")
@Menu(title = "Settings", order = 8, icon = "vaadin:cog")
@PageTitle("Settings · Alacran")
@PermitAll
class SettingsView extends Main implements AfterNavigationObserver {

    private final TokenPanel tokens;

    SettingsView(Users users, ApiTokens apiTokens) {
        tokens = new TokenPanel(apiTokens);
        addClassNames("page", "settings-view");
        add(
                new PageHeader(
                        "Settings",
                        "Your password, and the API tokens that scripts and the command line use in your name."),
                new PasswordPanel(users),
                tokens);
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        tokens.refresh();
    }
}
