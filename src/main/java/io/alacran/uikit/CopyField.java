package io.alacran.uikit;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.util.function.Supplier;

/** A value to be copied, in monospace with a label; a secret is masked until somebody asks to see it. */
public class CopyField extends Div {

    private static final String MASK = "••••••••••••••••";

    private final Code shown = new Code();

    private CopyField(String label) {
        addClassName("copy-field");
        Span caption = new Span(label);
        caption.addClassName("copy-field-label");
        if (label.isEmpty()) {
            caption.setVisible(false);
        }
        Div box = new Div(shown);
        box.addClassName("copy-field-box");
        add(caption, box);
    }

    /** A value that anybody on the page may see. */
    public CopyField(String label, String value) {
        this(label);
        shown.setText(value);
        CopyButton copy = new CopyButton(value);
        copy.setLabel(copyLabel(label));
        box().add(copy);
    }

    /**
     * A secret.
     *
     * @param reveal asked at every reveal and at every copy, so it is the place to audit; what it throws is shown
     */
    public static CopyField secret(String label, Supplier<String> reveal) {
        CopyField field = new CopyField(label);
        field.shown.setText(MASK);
        Button eye = new Button(VaadinIcon.EYE.create());
        eye.addThemeVariants(ButtonVariant.AURA_TERTIARY);
        eye.setAriaLabel("Show " + label);
        eye.addClickListener(click -> field.toggle(eye, label, reveal));
        CopyButton copy = new CopyButton(reveal);
        copy.setLabel(copyLabel(label));
        field.box().add(eye, copy);
        return field;
    }

    private void toggle(Button eye, String label, Supplier<String> reveal) {
        boolean masked = shown.getText().equals(MASK);
        try {
            shown.setText(masked ? reveal.get() : MASK);
            eye.setIcon((masked ? VaadinIcon.EYE_SLASH : VaadinIcon.EYE).create());
            eye.setAriaLabel((masked ? "Hide " : "Show ") + label);
        } catch (RuntimeException e) {
            Notifications.error(e);
        }
    }

    private Div box() {
        return (Div) getComponentAt(1);
    }

    private static String copyLabel(String label) {
        return label.isEmpty() ? "Copy" : "Copy " + label;
    }
}
