package io.alacran.shell.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.orderedlayout.Scroller;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.server.menu.MenuConfiguration;
import com.vaadin.flow.server.menu.MenuEntry;
import io.alacran.account.BrowserSession;
import io.alacran.account.CurrentUser;
import io.alacran.account.FirstAdministrator;
import io.alacran.connection.ChosenEnvironment;
import io.alacran.connection.Connections;
import io.alacran.connection.Environments;
import io.alacran.operation.Operations;
import io.alacran.uikit.BrandMark;
import jakarta.annotation.security.PermitAll;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds every page: the navigation at the side; the environment, running operations, appearance and the person at
 * the top, below a bar of colour while the environment is production.
 */
@Layout
@PermitAll
class MainLayout extends AppLayout implements BeforeEnterObserver, AfterNavigationObserver {

    private final FirstAdministrator administrator;
    private final SideNav navigation = new SideNav();
    private @Nullable Component shown;

    MainLayout(
            FirstAdministrator administrator,
            Operations operations,
            CurrentUser person,
            BrowserSession session,
            Environments environments,
            Connections connections,
            ChosenEnvironment chosen) {
        this.administrator = administrator;
        addClassName("main-layout");
        setPrimarySection(Section.DRAWER);

        Span name = new Span("Alacran");
        Div brand = new Div(new BrandMark(), name);
        brand.addClassName("brand");
        Scroller scroller = new Scroller(navigation);
        addToDrawer(brand, scroller);

        DrawerToggle toggle = new DrawerToggle();
        toggle.setAriaLabel("Navigation");
        Div rest = new Div(
                new RunningOperations(operations, person), new AppearanceMenu(), new PersonMenu(person, session));
        rest.addClassName("header-end");
        EnvironmentSelect environment = new EnvironmentSelect(
                environments, connections, chosen, production -> setClassName("production", production));
        addToNavbar(skip(), toggle, environment, rest);
    }

    /** Past the navigation at once, for those who go by keyboard: seen when it has the focus. */
    private Button skip() {
        Button skip = new Button("Skip to the page");
        skip.addClassName("skip-to-page");
        skip.addThemeVariants(ButtonVariant.AURA_PRIMARY);
        // In the browser, so that a Tab that follows at once goes on from there
        skip.getElement().executeJs("""
                        this.addEventListener('click', () => {
                          const page = this.closest('vaadin-app-layout').querySelector(':scope > :not([slot])');
                          page.tabIndex = -1;
                          page.focus();
                        });""");
        return skip;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (!administrator.exists()) {
            event.forwardTo("setup");
        } else if (navigation.getItems().isEmpty()) {
            MenuConfiguration.getMenuEntries().forEach(entry -> navigation.addItem(item(entry)));
        }
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        if (isOverlay()) {
            setDrawerOpened(false);
        }
        Component page = getContent();
        if (page != null && page != shown) {
            // The part that scrolls is this layout's own, and stays where the page before was scrolled to. Before the
            // first page there is none, and Tab goes on from what is scrolled to: past the skip and the navigation.
            if (shown != null) {
                page.scrollIntoView();
            }
            shown = page;
        }
    }

    private static SideNavItem item(MenuEntry entry) {
        SideNavItem item = new SideNavItem(entry.title(), entry.path());
        if (entry.icon() != null) {
            item.setPrefixComponent(new Icon(entry.icon()));
        }
        boolean root = entry.path().isEmpty() || entry.path().equals("/");
        item.setMatchNested(!root);
        return item;
    }
}
