package io.alacran.cli.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A console's address and who asks it.
 *
 * @param url without a slash at its end
 * @param token null before anybody logged in
 */
public record Login(String url, @Nullable String token) {

    /** Where a console listens unless told otherwise. */
    public static final String DEFAULT_URL = "http://localhost:8080";

    /** Refuses what cannot be an address or a token, without quoting a token. */
    public Login {
        url = checkedUrl(url);
        token = token == null || token.isBlank() ? null : checkedToken(token.strip());
    }

    /** Whether the token would travel readable over a network. */
    public boolean inTheClear() {
        String host = URI.create(url).getHost();
        return url.startsWith("http:")
                && !host.equals("localhost")
                && !host.startsWith("127.")
                && !host.equals("[::1]");
    }

    @Override
    public String toString() {
        return "Login[url=" + url + "]";
    }

    private static String checkedUrl(String text) {
        try {
            URI uri = new URI(text.strip());
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if ((scheme.equals("http") || scheme.equals("https"))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null) {
                return uri.toString().replaceAll("/+$", "");
            }
        } catch (URISyntaxException e) {
            // Said below, for whatever is wrong with it.
        }
        throw Failure.usage("That is no address of a console; one looks like " + DEFAULT_URL
                + ", without a user name, a password or a query.");
    }

    private static String checkedToken(String token) {
        if (!token.matches("[!-~]+")) {
            throw Failure.usage("The token has blanks or other characters that no API token has; it was not sent.");
        }
        return token;
    }
}
