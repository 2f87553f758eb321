package io.alacran.uikit;

import com.vaadin.flow.server.VaadinRequest;

/** The name under which the browser reached this machine, for text that people paste elsewhere. */
public final class BrowserHost {

    private static final String UNKNOWN = "127.0.0.1";

    private BrowserHost() {}

    /** Without a port; {@value #UNKNOWN} outside a request. */
    public static String current() {
        VaadinRequest request = VaadinRequest.getCurrent();
        String host = request == null ? null : request.getHeader("Host");
        return host == null || host.isBlank() ? UNKNOWN : withoutPort(host);
    }

    /** What to say beside text with this name that is meant for other machines; empty where it is of use there. */
    public static String hint(String host) {
        boolean loopback = host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
        return loopback
                ? "On another machine than the console's, put its name or address in place of " + host + "."
                : "";
    }

    static String withoutPort(String host) {
        return host.replaceFirst(":\\d+$", "").replaceFirst("^\\[(.*)]$", "$1");
    }
}
