package io.alacran.shell.internal;

import com.vaadin.flow.component.ReconnectDialogConfiguration;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import org.springframework.stereotype.Component;

/** What a page says while the console does not answer it, and how often it tries again. */
@Component
class LostConsole implements VaadinServiceInitListener {

    private static final int INTERVAL_MS = 2_000;

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.getSource().addUIInitListener(init -> {
            ReconnectDialogConfiguration words = init.getUI().getReconnectDialogConfiguration();
            words.setReconnectInterval(INTERVAL_MS);
            words.setDialogText("The console does not answer; trying again. SQL you type is kept in this browser.");
            words.setDialogTextGaveUp("The console does not answer. Load the page again when it is back.");
        });
    }
}
