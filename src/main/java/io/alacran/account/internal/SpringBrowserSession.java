package io.alacran.account.internal;

import com.vaadin.flow.server.VaadinServletRequest;
import com.vaadin.flow.server.VaadinServletResponse;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.alacran.account.AccountEvent;
import io.alacran.account.BrowserSession;
import io.alacran.account.CurrentUser;
import io.alacran.account.UserAccount;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.WebAuthenticationDetailsSource;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;

/** {@link BrowserSession} over Spring Security's session. */
@Component
class SpringBrowserSession implements BrowserSession {

    private final AuthenticationContext vaadin;
    private final SignedInSessions sessions;
    private final CurrentUser asking;
    private final ApplicationEventPublisher events;

    SpringBrowserSession(
            AuthenticationContext vaadin,
            SignedInSessions sessions,
            CurrentUser asking,
            ApplicationEventPublisher events) {
        this.vaadin = vaadin;
        this.sessions = sessions;
        this.asking = asking;
        this.events = events;
    }

    @Override
    public void signIn(UserAccount person) {
        HttpServletRequest request = VaadinServletRequest.getCurrent().getHttpServletRequest();
        HttpServletResponse response = VaadinServletResponse.getCurrent().getHttpServletResponse();
        // Whoever planted the old id must not share the session that is signed in from here on
        request.getSession();
        sessions.add(request.changeSessionId(), person);
        UsernamePasswordAuthenticationToken signedIn = PasswordSignIn.signedIn(person);
        signedIn.setDetails(new WebAuthenticationDetailsSource().buildDetails(request));
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(signedIn);
        SecurityContextHolder.setContext(context);
        new HttpSessionSecurityContextRepository().saveContext(context, request, response);
        SignedInMark.set(request, response);
        events.publishEvent(new AccountEvent.SignedIn(person.username(), asking.source()));
    }

    @Override
    public void signOut() {
        events.publishEvent(new AccountEvent.SignedOut(asking.name(), asking.source()));
        SignedInMark.clear(
                VaadinServletRequest.getCurrent().getHttpServletRequest(),
                VaadinServletResponse.getCurrent().getHttpServletResponse());
        vaadin.logout();
    }
}
