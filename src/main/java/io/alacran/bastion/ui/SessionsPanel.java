package io.alacran.bastion.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.LitRenderer;
import io.alacran.bastion.Bastion;
import io.alacran.bastion.TunnelSession;
import io.alacran.uikit.EmptyState;
import io.alacran.uikit.Notifications;
import io.alacran.uikit.Sizes;
import io.alacran.uikit.Times;
import java.util.List;

/** The tunnels that are open now, and cutting them. */
class SessionsPanel extends Section {

    private final transient Bastion bastion;
    private final Grid<TunnelSession> grid = new Grid<>();
    private transient List<TunnelSession> open = List.of();
    private final Button cutAll = new Button("Cut all", click -> confirmAll());
    private final EmptyState none = new EmptyState(
            "No tunnel is open. One appears here as soon as a program connects through it, and can be cut.");

    SessionsPanel(Bastion bastion) {
        this.bastion = bastion;
        addClassNames("panel", "bastion-sessions");
        cutAll.addThemeVariants(ButtonVariant.AURA_DANGER);
        columns();
        grid.setItems(query -> open.stream().skip(query.getOffset()).limit(query.getLimit()), query -> open.size())
                .setIdentifierProvider(TunnelSession::id);
        Div head = new Div(new H2("Open tunnels"), cutAll);
        head.addClassName("panel-head");
        add(head, grid, none);
    }

    void refresh() {
        open = bastion.sessions();
        grid.getDataProvider().refreshAll();
        grid.setVisible(!open.isEmpty());
        cutAll.setVisible(!open.isEmpty());
        none.setVisible(open.isEmpty());
    }

    private void columns() {
        grid.setAllRowsVisible(true);
        grid.addThemeVariants(GridVariant.AURA_NO_BORDER);
        grid.addColumn(TunnelSession::user).setHeader("Account").setAutoWidth(true);
        grid.addComponentColumn(s -> mono(s.source())).setHeader("From").setAutoWidth(true);
        grid.addComponentColumn(s -> mono(s.target()))
                .setHeader("To")
                .setAutoWidth(true)
                .setFlexGrow(2);
        grid.addComponentColumn(s -> Times.relative(s.openedAt()))
                .setHeader("Since")
                .setAutoWidth(true);
        grid.addColumn(s -> Sizes.human(s.bytesIn()))
                .setHeader("Received")
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("7rem")
                .setFlexGrow(0);
        grid.addColumn(s -> Sizes.human(s.bytesOut()))
                .setHeader("Sent")
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("7rem")
                .setFlexGrow(0);
        grid.addColumn(cutButton())
                .setHeader("")
                .setAutoWidth(true)
                .setFlexGrow(0)
                .setFrozenToEnd(true);
    }

    private static Span mono(String text) {
        Span span = new Span(text);
        span.addClassName("mono");
        return span;
    }

    /** Not a component, which would be another at each refresh: a click must not get lost between two. */
    private LitRenderer<TunnelSession> cutButton() {
        return LitRenderer.<TunnelSession>of(
                        "<vaadin-button theme='tertiary danger' aria-label=${item.label} @click=${cut}>Cut</vaadin-button>")
                .withProperty("label", s -> "Cut the tunnel of " + s.user() + " to " + s.target())
                .withFunction("cut", this::confirm);
    }

    private void confirm(TunnelSession session) {
        ask(
                "Cut the tunnel of " + session.user() + "?",
                "Its connection from " + session.source() + " to " + session.target() + " ends at once. The account can"
                        + " open another; disable it to keep it out.",
                "Cut",
                () -> bastion.cut(session.id()));
    }

    private void confirmAll() {
        int open = bastion.sessions().size();
        ask(
                "Cut all tunnels?",
                (open == 1 ? "The one connection" : "All " + open + " connections")
                        + " through the bastion end at once. Accounts can open others; turn the bastion off to prevent"
                        + " that.",
                "Cut all",
                bastion::cutAll);
    }

    private void ask(String title, String text, String action, Runnable work) {
        ConfirmDialog question = new ConfirmDialog(title, text, action, event -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                Notifications.error(e);
            }
            refresh();
        });
        question.setCancelable(true);
        question.setConfirmButtonTheme("primary error");
        question.open();
    }
}
