package io.alacran.connectionfile.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.dom.Element;
import io.alacran.Await;
import io.alacran.ConsoleTest;
import io.alacran.PageTest;
import io.alacran.SignedUp;
import io.alacran.account.Users;
import io.alacran.connection.Connections;
import io.alacran.connection.NamedConnection;
import io.alacran.connectionfile.ConnectionFiles;
import io.alacran.connectionfile.FileFormat;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;

@ConsoleTest
@Timeout(60)
class ImportDialogTests extends PageTest {

    private static final String SHOP =
            "environments: {testing: {connections: {shop: {client: sqlite, filename: sqlite/shop.db}}}}";

    @Autowired
    Users users;

    @Autowired
    Connections connections;

    @Autowired
    ConnectionFiles files;

    @BeforeEach
    void signIn() {
        SignedUp.as(users.find(SignedUp.NAME).orElseThrow());
    }

    @AfterEach
    void onlyTheSampleIsLeft() {
        connections.list().stream()
                .filter(c -> !c.name().equals("sample"))
                .map(NamedConnection::reference)
                .forEach(connections::remove);
    }

    @Test
    void aFileIsAppliedOnlyAfterItWasSeenWhatItWouldDo() {
        open();
        assertThat(button("Apply").isEnabled()).isFalse();

        find(TextArea.class).single().setValue(SHOP);
        button("Preview").click();
        Await.until(() -> settled(() -> button("Apply").isEnabled()));
        assertThat(changes()).containsExactly("Add shop testing client: sqlite filename: sqlite/shop.db");
        assertThat(connections.find("shop@testing")).isEmpty();

        find(TextArea.class).single().setValue(SHOP + " ");
        assertThat(button("Apply").isEnabled()).isFalse();
        button("Preview").click();
        Await.until(() -> settled(() -> button("Apply").isEnabled()));
        button("Apply").click();

        Await.until(() -> settled(() -> connections.find("shop@testing").isPresent()));
    }

    @Test
    void mistakesAreListedWithTheirLines() {
        open();
        find(TextArea.class)
                .single()
                .setValue(SHOP.replace("sqlite/shop.db", "/etc/passwd").replace("client", "clint"));

        button("Preview").click();

        Await.until(() -> settled(() -> lines().size() >= 2));
        assertThat(lines()).allMatch(line -> line.startsWith("line 1: testing.shop."));
        assertThat(button("Apply").isEnabled()).isFalse();
    }

    @Test
    @SuppressWarnings("unchecked")
    void aKnexfileBecomesAFileThatCanBeChangedBeforeItIsApplied() {
        open();
        find(Select.class).single().setValue("knexfile.js");
        find(TextArea.class)
                .single()
                .setValue("module.exports = { testing: { client: 'pg', connection: { host: 'db', ssl: tls() } } };");

        button("Preview").click();

        Await.until(() -> settled(() -> button("Apply").isEnabled()));
        assertThat(find(TextArea.class).single().getValue()).contains("main:", "host: db");
        assertThat(find(Select.class).single().getValue()).isEqualTo("alacran.yaml");
        assertThat(lines()).anyMatch(line -> line.contains("connection.ssl") && line.contains("not run"));
    }

    @Test
    @SuppressWarnings("unchecked")
    void aConnectionWithoutANameGetsTheOneThatIsTyped() {
        open();
        assertThat(find(NameField.class).all()).isEmpty();
        find(Select.class).single().setValue("knexfile.js");
        TextArea source = find(TextArea.class).single();
        source.setValue("module.exports = { client: 'pg', connection: { host: 'db' } };");
        NameField name = find(NameField.class).single();

        name.setValue("My shop");
        assertThat(name.isInvalid()).isTrue();
        assertThat(name.getErrorMessage())
                .isEqualTo("'My shop' is not 1 to 63 of a-z, 0-9 and -, with a letter or digit at both ends");
        button("Preview").click();
        assertThat(source.getValue()).startsWith("module.exports");

        name.setValue("shop");
        button("Preview").click();
        Await.until(() -> settled(() -> button("Apply").isEnabled()));
        assertThat(source.getValue()).contains(" shop:");
        name.setValue("store");
        Await.until(() -> settled(() -> find(TextArea.class).single().getValue().contains(" store:")));
        Await.until(() -> settled(() -> button("Apply").isEnabled()));

        source.setValue(source.getValue() + "#");
        assertThat(find(NameField.class).all()).isEmpty();
    }

    @Test
    void aGroupIsShownWithWhatDiffers() {
        open();
        find(TextArea.class).single().setValue("""
                environments:
                  testing:
                    connections:
                      main: {client: pg, host: a.example.org}
                      one: {client: pg, host: b.example.org}
                    groups:
                      shop: {primary: main, replicas: [{connection: one, weight: 2}]}
                    migrations: {directory: ./migrations}
                """);

        button("Preview").click();

        Await.until(() -> settled(() -> changes().size() > 2));
        assertThat(changes())
                .contains(
                        "Add shop group of testing primary: main replicas: one=2",
                        "Add migrations testing migrations.directory: ./migrations");
        assertThat(lines()).anyMatch(line -> line.contains("this console runs no migrations"));
    }

    @Test
    void whatIsNotInTheFileGoesOnlyWhenThatIsChosen() {
        files.apply(SHOP, false, false);
        open();
        find(TextArea.class).single().setValue("environments: {testing: {}}");
        button("Preview").click();
        Await.until(() -> settled(() -> changes().contains("Keep shop testing")));
        assertThat(button("Apply").isEnabled()).isFalse();

        find(Checkbox.class).single().setValue(true);

        Await.until(() -> settled(() -> changes().contains("Remove shop testing")));
        assertThat(button("Apply").isEnabled()).isTrue();
    }

    @Test
    void anExportCanBeCopiedAndSaysWhatItDoesNotHave() {
        files.apply(SHOP.replace("sqlite/shop.db", "sqlite/shop.db, colour: red"), false, false);
        new ExportDialog(files.export(FileFormat.KNEX, "testing")).open();

        assertThat(find(TextArea.class).single().getValue()).contains("filename: \"sqlite/shop.db\"");
        assertThat(lines()).containsExactly("testing.shop: colour left out");
    }

    private void open() {
        new ImportDialog(files).open();
        roundTrip();
    }

    private Button button(String text) {
        return find(Button.class).withText(text).single();
    }

    private List<String> lines() {
        return find(ListItem.class).all().stream().map(ListItem::getText).toList();
    }

    private List<String> changes() {
        return find(Div.class).withClassName("connection-file-change").all().stream()
                .map(change ->
                        texts(change.getElement()).replaceAll("\\s+", " ").strip())
                .toList();
    }

    private static String texts(Element element) {
        return element.isTextNode()
                ? element.getText() + " "
                : element.getChildren().map(ImportDialogTests::texts).collect(Collectors.joining());
    }

    /** What others did to the page is seen first. */
    private boolean settled(BooleanSupplier seen) {
        roundTrip();
        return seen.getAsBoolean();
    }
}
