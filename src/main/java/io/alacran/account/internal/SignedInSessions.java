package io.alacran.account.internal;

import com.vaadin.flow.server.VaadinSession;
import io.alacran.account.UserAccount;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.security.core.session.SessionRegistryImpl;
import org.springframework.security.web.session.HttpSessionEventPublisher;

/** Knows the browsers that are signed in, so that a changed password ends all but the one it was changed in. */
@Configuration
class SignedInSessions {

    private final SessionRegistryImpl registry = new SessionRegistryImpl();

    @Bean
    SessionRegistry sessionRegistry() {
        return registry;
    }

    /** Tells the registry of sessions that end by themselves. */
    @Bean
    static HttpSessionEventPublisher sessionEvents() {
        return new HttpSessionEventPublisher();
    }

    /** Notes a browser that was signed in outside of the sign-in page. */
    void add(String sessionId, UserAccount person) {
        registry.registerNewSession(sessionId, person);
    }

    /** Ends the person's sessions, apart from the present one where there is one. */
    void endOthers(UserAccount person) {
        VaadinSession page = VaadinSession.getCurrent();
        String present = page == null ? "" : page.getSession().getId();
        registry.getAllPrincipals().stream()
                .filter(known ->
                        known instanceof UserAccount account && account.id().equals(person.id()))
                .flatMap(known -> registry.getAllSessions(known, false).stream())
                .filter(session -> !session.getSessionId().equals(present))
                .forEach(session -> session.expireNow());
    }
}
