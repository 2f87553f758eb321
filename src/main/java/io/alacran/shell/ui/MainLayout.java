package io.alacran.shell.ui;

import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
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
import io.alacran.operation.Operations;
import io.alacran.uikit.BrandMark;
import jakarta.annotation.security.PermitAll;

/** What surrounds every page: the navigation at the side; running operations, appearance and the person at the top. */
@Layout
@PermitAll
class MainLayout extends AppLayout implements BeforeEnterObserver, AfterNavigationObserver {

    private final FirstAdministrator administrator;
    private final SideNav navigation = new SideNav();

    MainLayout(FirstAdministrator administrator, Operations operations, CurrentUser person, BrowserSession session) {
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
        addToNavbar(toggle, rest);
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
