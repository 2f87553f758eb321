package io.alacran.uikit;

import com.vaadin.flow.component.AbstractSinglePropertyField;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.NpmPackage;
import com.vaadin.flow.component.page.Page;
import com.vaadin.flow.shared.Registration;
import java.util.List;
import java.util.Map;

/** Edits SQL with highlighting and completion of keywords: CodeMirror 6 behind {@code frontend/sql-editor.ts}. */
@Tag("sql-editor")
@JsModule("./sql-editor.ts")
@NpmPackage(value = "@codemirror/autocomplete", version = "6.20.4")
@NpmPackage(value = "@codemirror/commands", version = "6.11.1")
@NpmPackage(value = "@codemirror/lang-sql", version = "6.10.0")
@NpmPackage(value = "@codemirror/language", version = "6.13.1")
@NpmPackage(value = "@codemirror/lint", version = "6.9.8")
@NpmPackage(value = "@codemirror/search", version = "6.7.2")
@NpmPackage(value = "@codemirror/state", version = "6.7.6")
@NpmPackage(value = "@codemirror/view", version = "6.43.15")
@NpmPackage(value = "@lezer/highlight", version = "1.2.5")
public class SqlEditor extends AbstractSinglePropertyField<SqlEditor, String>
        implements HasSize, HasStyle, Focusable<SqlEditor> {

    /** @param label what a screen reader calls it */
    public SqlEditor(String label) {
        super("value", "", false);
        getElement().setProperty("label", label);
    }

    /** @param dialect of CodeMirror's, such as {@code postgresql} or {@code plsql}; any other is standard SQL */
    public void setDialect(String dialect) {
        getElement().setProperty("dialect", dialect);
    }

    public void setPlaceholder(String text) {
        getElement().setProperty("placeholder", text);
    }

    /** Offers tables and their columns while typing. */
    public void setSchema(Map<String, List<String>> columnsByTable) {
        getElement().setPropertyMap("schema", columnsByTable);
    }

    /**
     * Marks the word at an offset until the text is changed.
     *
     * @param offset counted from 0 in UTF-16 units
     */
    public void showError(int offset, String message) {
        getElement().callJsFunction("showError", offset, message);
    }

    public void clearError() {
        getElement().callJsFunction("clearError");
    }

    /** Puts text in the place of the selection, and the focus behind it. */
    public void insert(String text) {
        getElement().callJsFunction("insert", text);
    }

    /** Asks the browser for what {@link RunEvent} tells, as if the keys had been pressed. */
    public void requestRun(boolean all) {
        getElement().callJsFunction("run", all);
    }

    /**
     * Keeps in the browser, under that key, what was typed and is not {@linkplain #confirm confirmed} yet, so that it
     * outlives a console that is away. What was kept earlier is told to {@link #addDraftListener}.
     *
     * @param revision of the present text, told with the draft that was typed on top of it
     */
    public void keepDraft(String key, int revision) {
        getElement().setProperty("revision", revision);
        getElement().setProperty("draftKey", key);
    }

    /** Tells the browser that a draft is safe elsewhere, also when no editor shows it. */
    public static void forgetDraft(Page page, String key, String text) {
        page.executeJs("""
                const name = 'sql-draft ' + $0;
                const kept = localStorage.getItem(name);
                if (kept && JSON.parse(kept).text === $1) {
                  localStorage.removeItem(name);
                }
                """, key, text);
    }

    /** Tells the browser that what it sent last is safe. */
    public void confirm(int revision) {
        getElement().setProperty("revision", revision);
        getElement().callJsFunction("confirm", getElement().getProperty("sends", 0));
    }

    /** Somebody typed, and the text is here: time to {@link #confirm}. */
    public Registration addSentListener(Runnable listener) {
        return getElement().addPropertyChangeListener("sends", "value-changed", change -> listener.run());
    }

    /** The browser has text that never arrived. */
    public Registration addDraftListener(ComponentEventListener<DraftEvent> listener) {
        return addListener(DraftEvent.class, listener);
    }

    /** Text that was typed on top of a revision, and not confirmed. */
    @DomEvent("sql-draft")
    public static class DraftEvent extends ComponentEvent<SqlEditor> {

        private final String text;
        private final int revision;

        public DraftEvent(
                SqlEditor source,
                boolean fromClient,
                @EventData("event.detail.text") String text,
                @EventData("event.detail.revision") int revision) {
            super(source, fromClient);
            this.text = text;
            this.revision = revision;
        }

        public String text() {
            return text;
        }

        public int revision() {
            return revision;
        }
    }

    /** Ctrl+Enter (at the cursor or the selection) or Ctrl+Shift+Enter (all). */
    public Registration addRunListener(ComponentEventListener<RunEvent> listener) {
        return addListener(RunEvent.class, listener);
    }

    /** Somebody wants to run what is in the editor. Offsets count UTF-16 units from 0. */
    @DomEvent("sql-run")
    public static class RunEvent extends ComponentEvent<SqlEditor> {

        private final boolean all;
        private final String text;
        private final int from;
        private final int to;
        private final int cursor;

        public RunEvent(
                SqlEditor source,
                boolean fromClient,
                @EventData("event.detail.all") boolean all,
                @EventData("event.detail.value") String text,
                @EventData("event.detail.from") int from,
                @EventData("event.detail.to") int to,
                @EventData("event.detail.cursor") int cursor) {
            super(source, fromClient);
            this.all = all;
            this.text = text;
            this.from = from;
            this.to = to;
            this.cursor = cursor;
        }

        /** Whether everything is meant, whatever is selected. */
        public boolean all() {
            return all;
        }

        /** The whole text at that moment. */
        public String text() {
            return text;
        }

        /** Where the selection begins; the same as {@link #to()} when nothing is selected. */
        public int from() {
            return from;
        }

        public int to() {
            return to;
        }

        public int cursor() {
            return cursor;
        }
    }
}
