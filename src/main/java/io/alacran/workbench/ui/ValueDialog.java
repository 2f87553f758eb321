package io.alacran.workbench.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import io.alacran.uikit.CopyButton;
import io.alacran.workbench.ResultColumn;
import io.alacran.workbench.Values;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One value in full. */
class ValueDialog extends Dialog {

    /** A browser shows no more of one text in reasonable time; all of it can be had over the API. */
    private static final int SHOWN = 1_000_000;

    /** As long takes minutes where the font changes from one character to the next, as with emoji. */
    private static final int SHOWN_OF_MANY_FONTS = 20_000;

    ValueDialog(ResultColumn column, long row, @Nullable Object value) {
        setHeaderTitle(column.name().isEmpty() ? "Value" : column.name());
        addClassName("value-dialog");
        setResizable(true);
        setDraggable(true);
        String text = value == null ? "" : String.valueOf(Values.text(value));
        Span about = new Span(
                column.type() + " · row " + String.format(Locale.ROOT, "%,d", row + 1) + " · " + size(value, text));
        about.addClassName("secondary");
        Pre shown = new Pre(value == null ? "null" : Values.beginning(text, most(text)));
        shown.addClassName("value-text");
        shown.setClassName("null-value", value == null);
        shown.getElement().setAttribute("tabindex", "0");
        add(about, shown);
        if (value != null) {
            getFooter().add(new CopyButton(text));
        }
        Button close = new Button("Close", click -> close());
        getFooter().add(close);
    }

    private static int most(String text) {
        return text.chars().limit(SHOWN).anyMatch(c -> Character.isSurrogate((char) c)) ? SHOWN_OF_MANY_FONTS : SHOWN;
    }

    private static String size(@Nullable Object value, String text) {
        return switch (value) {
            case null -> "no value";
            case byte[] bytes -> String.format(Locale.ROOT, "%,d bytes, as base64", bytes.length);
            case Object other
            when text.length() > most(text) ->
                String.format(Locale.ROOT, "%,d characters, the first %,d are shown", text.length(), most(text));
            default -> String.format(Locale.ROOT, "%,d characters", text.length());
        };
    }
}
