package io.alacran.bastion.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.binder.ValueContext;
import io.alacran.bastion.BastionAccount;
import io.alacran.bastion.BastionAccounts;
import io.alacran.database.Databases;
import io.alacran.database.ManagedDatabase;
import io.alacran.problem.InvalidInputException;
import io.alacran.uikit.FieldErrors;
import io.alacran.uikit.Notifications;
import io.alacran.uikit.Times;
import java.time.LocalDateTime;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Adds an account or changes one. */
class AccountDialog extends Dialog {

    private static final List<String> ALL = List.of("*");

    private final transient BastionAccounts accounts;
    private final transient @Nullable BastionAccount before;
    private final transient Runnable saved;
    private final TextField name = new TextField("Name");
    private final PasswordChoice password;
    private final TextArea keys = new TextArea("Public keys");
    private final Checkbox everyDatabase = new Checkbox("All databases, those of the future included");
    private final MultiSelectComboBox<String> some = new MultiSelectComboBox<>("Databases");
    private final DateTimePicker expires = new DateTimePicker("Expires");
    private final Checkbox enabled = new Checkbox("Enabled", true);
    private final FieldErrors errors;

    /** @param before what is changed; null for a new account */
    AccountDialog(BastionAccounts accounts, Databases databases, @Nullable BastionAccount before, Runnable saved) {
        this.accounts = accounts;
        this.before = before;
        this.saved = saved;
        password = new PasswordChoice(before);
        addClassName("account-dialog");
        setHeaderTitle(before == null ? "Add an account" : "Edit " + before.name());
        name.setHelperText("What people write before the @, such as dev or root");
        name.setMaxLength(64);
        keys.setHelperText("Lines of an authorized_keys file or of a .pub file, one key each");
        keys.addClassName("mono-area");
        keys.setMinRows(3);
        keys.setMaxRows(8);
        some.setItems(choices(databases, before));
        some.setHelperText("With none it can sign in, and reaches nothing");
        everyDatabase.addValueChangeListener(change -> some.setVisible(!change.getValue()));
        expires.setHelperText("In your time zone, " + Times.zone() + "; empty for never");
        errors = new FieldErrors()
                .at("name", name)
                .at("password", password.typed())
                .at("publicKeys", keys, "Key")
                .at("databases", some)
                .at("expiresAt", expires);
        fill();
        Div fields = new Div(name, password, keys, everyDatabase, some, expires, enabled);
        fields.addClassName("account-fields");
        add(fields);
        Button save = new Button(before == null ? "Add" : "Save", click -> save());
        save.addThemeVariants(ButtonVariant.AURA_PRIMARY);
        getFooter().add(new Button("Cancel", click -> close()), save);
    }

    private static TreeSet<String> choices(Databases databases, @Nullable BastionAccount before) {
        TreeSet<String> names =
                databases.list().stream().map(ManagedDatabase::name).collect(Collectors.toCollection(TreeSet::new));
        if (before != null && !before.databases().equals(ALL)) {
            names.addAll(before.databases());
        }
        return names;
    }

    private void fill() {
        BastionAccount account = before;
        if (account == null) {
            name.setAutofocus(true);
            everyDatabase.setValue(true);
            return;
        }
        name.setValue(account.name());
        name.setReadOnly(true);
        name.setHelperText(null);
        keys.setValue(account.publicKeys().stream()
                .map(BastionAccount.PublicKey::line)
                .collect(Collectors.joining("\n")));
        boolean all = account.databases().equals(ALL);
        everyDatabase.setValue(all);
        some.setVisible(!all);
        if (!all) {
            some.setValue(account.databases());
        }
        if (account.expiresAt() != null) {
            expires.setValue(LocalDateTime.ofInstant(account.expiresAt(), Times.zone()));
        }
        enabled.setValue(account.enabled());
    }

    private void save() {
        String secret = password.chosen();
        try {
            BastionAccount account = before;
            BastionAccount now = account == null
                    ? accounts.create(draft(name.getValue(), secret))
                    : accounts.update(account.name(), draft(null, secret));
            close();
            saved.run();
            if (secret != null && password.isGenerated()) {
                new NewPasswordDialog(now.name(), secret).open();
            } else {
                Notifications.success("The account " + now.name() + " is saved.");
            }
        } catch (InvalidInputException e) {
            errors.show(e);
            sayWhatIsMissing();
        } catch (RuntimeException e) {
            Notifications.error(e);
        }
    }

    /** Of these the form knows more than what it handed on. */
    private void sayWhatIsMissing() {
        if (password.isMissing()) {
            password.typed().setErrorMessage("Type one, or choose another way");
        }
        if (isHalfATime()) {
            expires.setErrorMessage("Give both a date and a time, or neither");
        }
    }

    private boolean isHalfATime() {
        return expires.getDefaultValidator()
                .apply(expires.getValue(), new ValueContext())
                .isError();
    }

    private BastionAccounts.Draft draft(@Nullable String newName, @Nullable String secret) {
        LocalDateTime end = expires.getValue();
        return new BastionAccounts.Draft(
                newName,
                secret,
                Lines.of(keys.getValue()),
                everyDatabase.getValue() ? ALL : List.copyOf(some.getValue()),
                end == null
                        ? (isHalfATime() ? "half a time" : "")
                        : end.atZone(Times.zone()).toOffsetDateTime().toString(),
                enabled.getValue());
    }
}
