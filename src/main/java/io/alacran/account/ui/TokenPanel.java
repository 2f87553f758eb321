package io.alacran.account.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import io.alacran.account.ApiTokens;
import io.alacran.account.ApiTokens.ApiToken;
import io.alacran.problem.InvalidInputException;
import io.alacran.uikit.CopyField;
import io.alacran.uikit.EmptyState;
import io.alacran.uikit.Notifications;
import io.alacran.uikit.Times;
import java.util.List;

/** One's own API tokens: make, see when they were last used, take back. */
class TokenPanel extends Section {

    private final ApiTokens tokens;
    private final Grid<ApiToken> grid = new Grid<>();
    private final EmptyState none =
            new EmptyState("No tokens yet. A token lets a script or the command line do what you may do.");
    private final TextField name = new TextField();
    private final Div fresh = new Div();

    TokenPanel(ApiTokens tokens) {
        this.tokens = tokens;
        addClassNames("panel", "token-panel");
        name.setPlaceholder("What it is for, such as backup script");
        name.setAriaLabel("What the new token is for");
        name.setMaxLength(100);
        Button make = new Button("Make a token", click -> {
            make();
            click.getSource().setEnabled(true);
        });
        // The second click of a double click would ask for a name
        make.setDisableOnClick(true);
        Div row = new Div(name, make);
        row.addClassName("token-make");
        fresh.addClassName("token-fresh");
        fresh.setVisible(false);
        columns();
        add(new H2("API tokens"), row, fresh, grid, none);
    }

    void refresh() {
        List<ApiToken> all = tokens.list();
        grid.setItems(all);
        grid.setVisible(!all.isEmpty());
        none.setVisible(all.isEmpty());
    }

    private void columns() {
        grid.setAllRowsVisible(true);
        grid.addThemeVariants(GridVariant.AURA_NO_BORDER);
        grid.addColumn(ApiToken::name).setHeader("Name");
        grid.addComponentColumn(token -> mono("…" + token.hint()))
                .setHeader("Ends in")
                .setWidth("7rem")
                .setFlexGrow(0);
        grid.addComponentColumn(token -> Times.relative(token.createdAt())).setHeader("Made");
        grid.addComponentColumn(
                        token -> token.lastUsedAt() == null ? new Span("never") : Times.relative(token.lastUsedAt()))
                .setHeader("Last used");
        grid.addComponentColumn(this::revokeButton)
                .setHeader("")
                .setWidth("7rem")
                .setFlexGrow(0);
    }

    private static Span mono(String text) {
        Span span = new Span(text);
        span.addClassName("mono");
        return span;
    }

    private Button revokeButton(ApiToken token) {
        Button revoke = new Button("Revoke", click -> {
            tokens.revoke(token.id());
            refresh();
            Notifications.success("\"" + token.name() + "\" is revoked; nobody can use it any more.");
        });
        revoke.addThemeVariants(ButtonVariant.AURA_TERTIARY, ButtonVariant.AURA_DANGER);
        revoke.setAriaLabel("Revoke " + token.name());
        return revoke;
    }

    private void make() {
        name.setInvalid(false);
        try {
            ApiTokens.NewToken made = tokens.make(name.getValue());
            fresh.removeAll();
            fresh.add(
                    new Paragraph("Copy it now. It is shown this once and cannot be read again."),
                    new CopyField(made.token().name(), made.secret()));
            fresh.setVisible(true);
            name.clear();
            refresh();
        } catch (InvalidInputException e) {
            name.setErrorMessage("A name " + e.errors().getFirst().message());
            name.setInvalid(true);
            name.focus();
        }
    }
}
