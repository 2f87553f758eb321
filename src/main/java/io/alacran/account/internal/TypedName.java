package io.alacran.account.internal;

import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.WrappedSession;
import jakarta.servlet.http.HttpServletRequest;

/**
 * The name of an attempt to sign in that failed, for the page that is shown next. In the session, since an address would
 * be on logs, and people type passwords into the wrong field.
 */
public final class TypedName {

    private static final String NAME = TypedName.class.getName();
    private static final int LONGEST = 64;

    private TypedName() {}

    static void keep(HttpServletRequest attempt) {
        String name = attempt.getParameter("username");
        if (name != null && name.length() <= LONGEST) {
            attempt.getSession().setAttribute(NAME, name);
        }
    }

    /** Gives it once; empty when there is none. */
    public static String take(VaadinRequest page) {
        WrappedSession session = page.getWrappedSession(false);
        if (session == null || !(session.getAttribute(NAME) instanceof String name)) {
            return "";
        }
        session.removeAttribute(NAME);
        return name;
    }
}
