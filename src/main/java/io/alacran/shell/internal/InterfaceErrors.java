package io.alacran.shell.internal;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.ErrorEvent;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import io.alacran.uikit.Notifications;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What an action on a page throws becomes news at the corner of that page. */
@Component
class InterfaceErrors implements VaadinServiceInitListener {

    private static final Logger log = LoggerFactory.getLogger(InterfaceErrors.class);

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.getSource().addSessionInitListener(init -> init.getSession().setErrorHandler(InterfaceErrors::tell));
    }

    private static void tell(ErrorEvent event) {
        UI ui = UI.getCurrent();
        if (ui == null) {
            log.error("an unexpected failure outside of any page", event.getThrowable());
        } else {
            ui.access(() -> Notifications.error(event.getThrowable()));
        }
    }
}
