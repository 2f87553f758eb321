package io.alacran.connectionfile.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.UploadHandler;
import io.alacran.connectionfile.ConnectionFiles;
import io.alacran.connectionfile.ConnectionFiles.Action;
import io.alacran.connectionfile.ConnectionFiles.Imported;
import io.alacran.connectionfile.ConnectionFiles.Note;
import io.alacran.connectionfile.ConnectionFiles.Outcome;
import io.alacran.problem.InvalidInputException;
import io.alacran.uikit.Background;
import io.alacran.uikit.Notifications;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that is uploaded or pasted, what it would change, and then that it is applied. A file of another tool becomes an
 * {@code alacran.yaml} first, which can be changed before it is applied.
 */
class ImportDialog extends Dialog {

    private static final String OWN = "alacran.yaml";

    /** A file of another tool, as long as what it became is as it was read. */
    private record Original(String kind, String text) {}

    private final transient ConnectionFiles files;
    private transient @Nullable Original original;
    private final Select<String> kind = new Select<>();
    private final NameField name = new NameField();
    private final TextArea source = new TextArea("File");
    private final Checkbox prune = new Checkbox("Remove connections and groups that the file does not name");
    private final Div preview = new Div();
    private final Div leftOut = new Div();
    private final Button look = new Button("Preview", click -> look());
    private final Button apply = new Button("Apply", click -> apply());

    ImportDialog(ConnectionFiles files) {
        this.files = files;
        addClassName("connection-file");
        setHeaderTitle("Import or apply a file");
        setResizable(true);
        kind.setLabel("What it is");
        kind.setItems(OWN, "ilana.config.js", "knexfile.js", "application.yaml");
        kind.setValue(OWN);
        kind.addValueChangeListener(change -> changed());
        name.setVisible(false);
        name.addValueChangeListener(change -> named());
        source.addClassName("connection-file-text");
        source.setPlaceholder("Paste it here, or choose a file above. Nothing in it is run.");
        source.addValueChangeListener(change -> changed());
        prune.addValueChangeListener(change -> look());
        prune.setVisible(false);
        preview.addClassName("connection-file-preview");
        preview.getElement().setAttribute("role", "status");
        leftOut.addClassName("connection-file-notes");
        apply.addThemeVariants(ButtonVariant.AURA_PRIMARY);
        apply.setEnabled(false);
        add(upload(), kind, name, source, leftOut, preview, prune);
        getFooter().add(new Button("Close", click -> close()), look, apply);
    }

    private Upload upload() {
        Upload upload = new Upload(UploadHandler.inMemory((file, bytes) -> {
            kind.setValue(kindOf(file.fileName()));
            source.setValue(new String(bytes, StandardCharsets.UTF_8));
            look();
        }));
        upload.setAcceptedFileExtensions(".yaml", ".yml", ".js", ".cjs", ".mjs");
        upload.setMaxFileSize(ConnectionFiles.MOST_CHARACTERS);
        upload.setMaxFiles(1);
        upload.addFileRejectedListener(rejected -> Notifications.error(rejected.getErrorMessage(), null));
        return upload;
    }

    /** Both of Knex's and Ilana's are told apart by what they export, so the name matters little. */
    private static String kindOf(String fileName) {
        String lower = fileName.toLowerCase(Locale.ROOT);
        if (lower.endsWith("js")) {
            return lower.startsWith("knex") ? "knexfile.js" : "ilana.config.js";
        }
        return lower.startsWith("application") ? "application.yaml" : OWN;
    }

    private void changed() {
        original = null;
        name.setVisible(NameField.isFor(kind.getValue()));
        forget();
    }

    /** What was read already is read again with the other name. */
    private void named() {
        forget();
        Original read = original;
        if (read != null && !name.isInvalid()) {
            read(read);
        }
    }

    /** What was seen is not what would be applied any more. */
    private void forget() {
        apply.setEnabled(false);
        preview.removeAll();
    }

    private void look() {
        String text = source.getValue();
        String what = kind.getValue();
        boolean remove = prune.getValue();
        if (what.equals(OWN)) {
            Background.ask(this, () -> files.apply(text, remove, true), this::show, this::show);
        } else {
            read(new Original(what, text));
        }
    }

    private void read(Original read) {
        if (name.isVisible() && name.isInvalid()) {
            name.focus();
            return;
        }
        String asked = name.isVisible() ? name.name() : null;
        Background.ask(
                this,
                () -> files.read(read.kind(), read.text(), asked),
                imported -> {
                    // Unless another name was typed meanwhile
                    if (!name.isVisible() || Objects.equals(asked, name.name())) {
                        take(imported, read);
                    }
                },
                this::show);
    }

    /** From here on it is an alacran.yaml. */
    private void take(Imported imported, Original read) {
        kind.setValue(OWN);
        source.setValue(imported.yaml());
        original = read;
        name.setVisible(NameField.isFor(read.kind()));
        show(leftOut, "Not taken over, or to look at; lines are those of the file that was read:", imported.leftOut());
        look();
    }

    private void show(Outcome outcome) {
        preview.removeAll();
        long kept = outcome.changes().stream()
                .filter(c -> c.action() == Action.KEEP)
                .count();
        prune.setVisible(kept > 0 || prune.getValue());
        preview.add(new Paragraph(
                outcome.isChange()
                        ? "This would be done:"
                        : "Nothing to change: " + outcome.unchanged()
                                + " connections and groups are as the file says."));
        outcome.changes().forEach(change -> preview.add(new ChangeLine(change)));
        Div notes = new Div();
        show(notes, "Without effect here:", outcome.notes());
        preview.add(notes);
        apply.setEnabled(outcome.isChange());
    }

    private static void show(Div where, String heading, List<Note> notes) {
        where.removeAll();
        if (!notes.isEmpty()) {
            where.add(new Paragraph(heading));
            where.add(Lines.of(
                    heading,
                    notes.stream()
                            .map(n -> (n.line() == 0 ? "" : "line " + n.line() + ": ") + n.message())
                            .toList()));
        }
    }

    private void show(Exception failure) {
        apply.setEnabled(false);
        preview.removeAll();
        @Nullable
        List<String> mistakes = failure instanceof InvalidInputException invalid
                ? invalid.errors().stream()
                        .map(e -> e.field() + ": " + e.message())
                        .toList()
                : null;
        if (mistakes == null) {
            Notifications.error(failure);
            return;
        }
        Paragraph heading = new Paragraph(
                mistakes.size() == 1
                        ? "One thing is not right, so nothing can be applied:"
                        : mistakes.size() + " things are not right, so nothing can be applied:");
        heading.addClassName("connection-file-wrong");
        preview.add(heading, Lines.of("What is not right", mistakes));
    }

    private void apply() {
        String text = source.getValue();
        boolean remove = prune.getValue();
        apply.setEnabled(false);
        Background.ask(
                this,
                () -> files.apply(text, remove, false),
                outcome -> {
                    long done = outcome.changes().stream()
                            .filter(c -> c.action() != Action.KEEP)
                            .count();
                    Notifications.success("Applied: " + done + (done == 1 ? " change." : " changes."));
                    close();
                },
                this::show);
    }
}
