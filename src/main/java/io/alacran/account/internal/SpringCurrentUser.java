package io.alacran.account.internal;

import com.vaadin.flow.server.VaadinRequest;
import io.alacran.account.CurrentUser;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** {@link CurrentUser} from the security context; the source is the connection's peer, no header is trusted. */
@Component
class SpringCurrentUser implements CurrentUser {

    @Override
    public String name() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || authentication instanceof AnonymousAuthenticationToken) {
            return source().isEmpty() ? "console" : "anonymous";
        }
        return authentication.getName();
    }

    @Override
    public String source() {
        VaadinRequest page = VaadinRequest.getCurrent();
        if (page != null && page.getRemoteAddr() != null) {
            return page.getRemoteAddr();
        }
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes call) {
            return call.getRequest().getRemoteAddr();
        }
        // A push to the browser has no request; what signed in does
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getDetails() instanceof WebAuthenticationDetails details
                ? String.valueOf(details.getRemoteAddress())
                : "";
    }
}
