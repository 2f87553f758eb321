package io.alacran.uikit;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts a text on the clipboard and says "Copied", or says how to copy by hand where the browser refuses.
 *
 * <p>Browsers offer the clipboard API on HTTPS and localhost only, so there is a second way for plain HTTP.
 */
public class CopyButton extends Button {

    private static final String COPY = """
            const say = word => {
              const was = this.getAttribute('data-label');
              this.setAttribute('data-said', word);
              this.setAttribute('aria-label', word);
              clearTimeout(this.__said);
              this.__said = setTimeout(() => {
                this.removeAttribute('data-said');
                this.setAttribute('aria-label', was);
              }, 2000);
            };
            const byHand = text => {
              const area = document.createElement('textarea');
              area.value = text;
              area.setAttribute('readonly', '');
              area.className = 'copy-off-screen';
              this.parentElement.appendChild(area);
              area.select();
              const done = document.execCommand('copy');
              area.remove();
              return done;
            };
            const copy = async text => {
              try {
                if (!navigator.clipboard) { throw 0; }
                await navigator.clipboard.writeText(text);
                say('Copied');
              } catch (refused) {
                say(byHand(text) ? 'Copied' : 'Select and press Ctrl+C');
              }
            };
            """;

    private @Nullable String text;

    /** Copies a text that the page shows anyway. */
    public CopyButton(String text) {
        this();
        this.text = text;
    }

    /** Copies a text that is asked for only when somebody copies it, such as a secret whose reveal is audited. */
    public CopyButton(Supplier<String> onDemand) {
        this();
        addClickListener(click -> {
            try {
                getElement().executeJs(COPY + "copy($0);", onDemand.get());
            } catch (RuntimeException e) {
                Notifications.error(e);
            }
        });
    }

    private CopyButton() {
        super(VaadinIcon.COPY_O.create());
        addThemeVariants(ButtonVariant.AURA_TERTIARY);
        addClassName("copy-button");
        setLabel("Copy");
    }

    /** What a screen reader says, such as {@code Copy the internal address}; {@code Copy} unless set. */
    public final void setLabel(String label) {
        setAriaLabel(label);
        getElement().setAttribute("data-label", label);
        getElement().setAttribute("title", label);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        install();
    }

    /** Without a round trip, because some browsers allow copying only inside the click itself. */
    private void install() {
        if (text != null) {
            getElement().executeJs(COPY + "this.onclick = () => copy($0);", text);
        }
    }
}
