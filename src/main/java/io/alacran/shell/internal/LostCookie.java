package io.alacran.shell.internal;

import com.vaadin.flow.server.CustomizedSystemMessages;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import org.springframework.stereotype.Component;

/**
 * What a page says whose browser no longer sends the console's cookie. It does not load itself again: where cookies are
 * forbidden that would never end.
 */
@Component
class LostCookie implements VaadinServiceInitListener {

    @Override
    public void serviceInit(ServiceInitEvent event) {
        CustomizedSystemMessages messages = new CustomizedSystemMessages();
        messages.setCookiesDisabledCaption("This browser no longer has the console's cookie");
        messages.setCookiesDisabledMessage(
                "It was deleted, or cookies are forbidden for this address. Click here to load"
                        + " the page again and sign in. SQL you typed is kept in this browser.");
        event.getSource().setSystemMessagesProvider(info -> messages);
    }
}
