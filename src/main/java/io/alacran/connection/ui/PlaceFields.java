package io.alacran.connection.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.alacran.connection.NamedConnection;
import io.alacran.engine.Dialect;
import io.alacran.engine.TlsMode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the database is and how to sign in: a server or a file, or nothing to fill in for a managed database. */
class PlaceFields extends Div {

    final TextField host;
    final IntegerField port;
    final TextField database;
    final TextField username;
    final PasswordField password;
    final TextField filename;
    private final Paragraph hint = new Paragraph();
    private final Div fields = new Div();
    final StoredSecret stored;

    PlaceFields(WatchedFields watched) {
        addClassName("connection-place");
        host = watched.add("host", new TextField("Host"));
        host.setRequiredIndicatorVisible(true);
        host.setPlaceholder("db.example.org");
        port = watched.add("port", new IntegerField("Port"));
        database = watched.add("databaseName", new TextField("Database"));
        username = watched.add("username", new TextField("User"));
        username.setAutocomplete(com.vaadin.flow.component.textfield.Autocomplete.OFF);
        password = watched.add("password", new PasswordField("Password"));
        password.setAutocomplete(com.vaadin.flow.component.textfield.Autocomplete.NEW_PASSWORD);
        stored = new StoredSecret(watched, "password", "password", password);
        filename = watched.add("filename", new TextField("File"));
        filename.setRequiredIndicatorVisible(true);
        filename.setPlaceholder("sqlite/shop.db");
        filename.setHelperText("In the data directory below sample, sqlite or duckdb, or an absolute path in one of"
                + " the directories set for it. It has to be there; an empty file will do.");
        hint.addClassName("secondary");
        fields.addClassName("connection-grid");
        fields.add(host, port, database, username, password, stored, filename);
        add(fields, hint);
    }

    /**
     * Shows the fields that the choice needs.
     *
     * @param managed the managed database that it leads to; null for all others
     * @param tls on which the usual port may depend
     */
    void choose(@Nullable Dialect dialect, @Nullable String managed, TlsMode tls) {
        boolean file = managed == null && dialect != null && dialect.fileBased();
        boolean server = managed == null && !file;
        host.setVisible(server);
        port.setVisible(server);
        database.setVisible(server);
        username.setVisible(server);
        password.setVisible(server);
        stored.choose(server);
        filename.setVisible(file);
        fields.setVisible(managed == null);
        int usual = dialect == null ? 0 : dialect.defaultPort(tls);
        port.setPlaceholder(usual == 0 ? "" : String.valueOf(usual));
        hint.setVisible(!file);
        hint.setText(
                managed != null
                        ? "Address, user and password of " + managed + " are looked up at each use, so that they may"
                                + " change; there is nothing to fill in."
                        : "Host, database, user and password may be placeholders: ${DB_PASSWORD} is a variable of the"
                                + " console's environment, ${file:/run/secrets/db} the text of a file.");
    }

    /** @param kept the secrets that are kept when left empty, by the API's names; null for a copy, which gets none */
    void show(NamedConnection c, @Nullable Set<String> kept) {
        host.setValue(Inputs.shown(c.host()));
        port.setValue(c.port());
        database.setValue(Inputs.shown(c.databaseName()));
        username.setValue(Inputs.shown(c.username()));
        password.setValue(Inputs.shown(c.passwordPlaceholder()));
        filename.setValue(Inputs.shown(c.filename()));
        if (kept != null) {
            stored.show(kept, c.passwordPlaceholder());
        } else if (c.host() != null && c.passwordPlaceholder() == null) {
            password.setHelperText("A password is not copied: type it again.");
        }
    }

    /** See {@link StoredSecret#draft}. */
    @Nullable
    String typedPassword() {
        return stored.draft(password.getValue());
    }
}
