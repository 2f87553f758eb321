package io.alacran.shell.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import io.alacran.account.BrowserSession;
import io.alacran.account.CurrentUser;

/** Who is signed in, the way to the settings, and the way out. */
class PersonMenu extends MenuBar {

    private final CurrentUser person;
    private final Span name = new Span();
    private final MenuItem top;

    PersonMenu(CurrentUser person, BrowserSession session) {
        this.person = person;
        addThemeVariants(MenuBarVariant.TERTIARY);
        addClassName("person-menu");
        top = addItem(VaadinIcon.USER.create());
        name.addClassName("person-name");
        top.add(name);
        top.getSubMenu().addItem("Settings", click -> UI.getCurrent().navigate("settings"));
        top.getSubMenu().addItem("Sign out", click -> session.signOut());
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        name.setText(person.name());
        top.setAriaLabel("Signed in as " + person.name());
    }
}
