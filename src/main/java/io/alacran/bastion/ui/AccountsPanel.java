package io.alacran.bastion.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.alacran.bastion.BastionAccount;
import io.alacran.bastion.BastionAccounts;
import io.alacran.database.Databases;
import io.alacran.uikit.ConfirmByName;
import io.alacran.uikit.EmptyState;
import io.alacran.uikit.Notifications;
import io.alacran.uikit.StateBadge;
import io.alacran.uikit.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may sign in to the bastion: add, change, remove. */
class AccountsPanel extends Section {

    private final transient BastionAccounts accounts;
    private final transient Databases databases;
    private final Grid<BastionAccount> grid = new Grid<>();
    private final Button add = addButton();
    private final EmptyState none;
    private transient @Nullable List<BastionAccount> shown;

    AccountsPanel(BastionAccounts accounts, Databases databases) {
        this.accounts = accounts;
        this.databases = databases;
        addClassNames("panel", "bastion-accounts");
        none = new EmptyState(
                "Nobody can sign in yet. An account is of the bastion alone, neither a user of this console nor of the"
                        + " machine; its name may be any, root too.",
                addButton());
        columns();
        Div head = new Div(new H2("Accounts"), add);
        head.addClassName("panel-head");
        add(head, grid, none);
    }

    void refresh() {
        List<BastionAccount> all = accounts.list();
        if (all.equals(shown)) {
            // New rows would take a click away that is under way, and tunnels come and go all the time.
            return;
        }
        shown = all;
        grid.setItems(all);
        grid.setVisible(!all.isEmpty());
        add.setVisible(!all.isEmpty());
        none.setVisible(all.isEmpty());
    }

    private Button addButton() {
        return new Button(
                "Add an account",
                VaadinIcon.PLUS.create(),
                click -> new AccountDialog(this.accounts, this.databases, null, this::refresh).open());
    }

    private void columns() {
        grid.setAllRowsVisible(true);
        grid.addThemeVariants(GridVariant.AURA_NO_BORDER);
        grid.addColumn(BastionAccount::name).setHeader("Name").setAutoWidth(true);
        grid.addColumn(AccountsPanel::signIn).setHeader("Signs in with").setAutoWidth(true);
        grid.addColumn(AccountsPanel::reaches)
                .setHeader("Databases")
                .setAutoWidth(true)
                .setFlexGrow(2);
        grid.addComponentColumn(a -> a.expiresAt() == null ? new Span("never") : Times.relative(a.expiresAt()))
                .setHeader("Expires")
                .setAutoWidth(true);
        grid.addComponentColumn(a -> new StateBadge(state(a)))
                .setHeader("State")
                .setAutoWidth(true)
                .setFlexGrow(0);
        grid.addComponentColumn(this::actions)
                .setHeader("")
                .setAutoWidth(true)
                .setFlexGrow(0)
                .setFrozenToEnd(true);
    }

    private static String signIn(BastionAccount a) {
        List<String> ways = new ArrayList<>();
        if (a.hasPassword()) {
            ways.add("password");
        }
        int keys = a.publicKeys().size();
        if (keys > 0) {
            ways.add(keys == 1 ? "1 key" : keys + " keys");
        }
        return ways.isEmpty() ? "certificate" : String.join(", ", ways);
    }

    private static String reaches(BastionAccount a) {
        if (a.databases().isEmpty()) {
            return "none";
        }
        return a.databases().contains("*") ? "all" : String.join(", ", a.databases());
    }

    private static String state(BastionAccount a) {
        if (!a.enabled()) {
            return "disabled";
        }
        return a.expiresAt() != null && a.expiresAt().isBefore(Instant.now()) ? "expired" : "enabled";
    }

    private Div actions(BastionAccount account) {
        Button edit =
                new Button("Edit", click -> new AccountDialog(accounts, databases, account, this::refresh).open());
        edit.addThemeVariants(ButtonVariant.AURA_TERTIARY);
        edit.setAriaLabel("Edit " + account.name());
        Button remove = new Button("Remove", click -> confirm(account));
        remove.addThemeVariants(ButtonVariant.AURA_TERTIARY, ButtonVariant.AURA_DANGER);
        remove.setAriaLabel("Remove " + account.name());
        Div cell = new Div(edit, remove);
        cell.addClassName("bastion-actions");
        return cell;
    }

    private void confirm(BastionAccount account) {
        String name = account.name();
        ConfirmByName question = new ConfirmByName("Remove " + name + "?", name, "Remove", () -> {
                    accounts.remove(name);
                    Notifications.success("The account " + name + " was removed.");
                })
                .willGo("the account " + name + " with its password and keys")
                .willGo("its open tunnels, which are cut at once");
        if (account.enabled()) {
            question.saferWay(
                    "Disabling it cuts its tunnels too, and keeps what it has.",
                    "Disable instead",
                    () -> accounts.update(name, new BastionAccounts.Draft(null, null, null, null, null, false)));
        }
        question.open();
    }
}
