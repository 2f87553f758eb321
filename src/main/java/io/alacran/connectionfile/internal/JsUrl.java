package io.alacran.connectionfile.internal;

import io.alacran.connectionfile.internal.JsValue.Literal;
import io.alacran.connectionfile.internal.JsValue.Obj;
import io.alacran.engine.Dialect;
import io.alacran.engine.Dialects;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URL such as {@code postgres://user:password@host:5432/shop?sslmode=require} taken apart into what node's drivers
 * make of it, which is the object that could stand in its place.
 */
final class JsUrl {

    private static final List<String> FAMILY = List.of("mysql", "mariadb");

    /** Not java.net.URI's host, which has no underscores, though names of containers have. */
    private static final Pattern SERVER =
            Pattern.compile("(?<host>\\[[^\\[\\]@,]+]|[^\\[\\]:@,]*)(?::(?<port>[0-9]{0,5}))?");

    private final Dialects dialects;
    private final Dialect dialect;
    private final Consumer<String> leftOut;

    /**
     * @param dialect of the client, to which the URL has to lead
     * @param leftOut gets the reason, in which nothing of the URL is but its scheme
     */
    JsUrl(Dialects dialects, Dialect dialect, Consumer<String> leftOut) {
        this.dialects = dialects;
        this.dialect = dialect;
        this.leftOut = leftOut;
    }

    /** Empty where it is not understood; then a reason has been told. */
    Optional<Obj> read(int line, String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            // Its message would quote the password.
            return refused("its url is none that can be read; write host, database and user apart");
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (url.isOpaque() || url.getRawFragment() != null || !leadsToClient(scheme)) {
            return refused("its connection is neither an object nor a url of " + dialect.client()
                    + "; write host, database and user apart");
        }
        String authority = url.getRawAuthority() == null ? "" : url.getRawAuthority();
        int at = authority.lastIndexOf('@');
        Matcher server = SERVER.matcher(authority.substring(at + 1));
        if (!server.matches()) {
            return refused("its url leads to one of several servers, or to none with a host and a port");
        }
        if (at < 0 && (url.getRawPath() + url.getRawQuery()).contains("@")) {
            // A password with a / or ? in it as it is: its end would be taken for a database or an option.
            return refused("its url has an @ where no user is; write host, database and user apart");
        }
        Obj place = new Obj(line);
        put(place, "host", decoded(server.group("host").replaceAll("[\\[\\]]", "")));
        put(place, "port", server.group("port") == null ? "" : server.group("port"));
        if (at >= 0) {
            String[] login = authority.substring(0, at).split(":", 2);
            put(place, "user", decoded(login[0]));
            put(place, "password", login.length == 2 ? decoded(login[1]) : "");
        }
        put(place, "database", decoded(url.getRawPath().replaceFirst("^/", "")));
        if (url.getRawQuery() != null) {
            for (String option : url.getRawQuery().split("&")) {
                String[] words = option.split("=", 2);
                String value = words.length == 2 ? words[1].replace("+", "%20") : "";
                option(place, decoded(words[0]), decoded(value));
            }
        }
        return Optional.of(place);
    }

    private boolean leadsToClient(String scheme) {
        return dialects.called(scheme)
                .map(Dialect::client)
                .filter(client -> List.of("postgres", "mysql", "mariadb").contains(client))
                .filter(client ->
                        client.equals(dialect.client()) || FAMILY.containsAll(List.of(client, dialect.client())))
                .isPresent();
    }

    private static void option(Obj place, String name, String value) {
        String word = value.toLowerCase(Locale.ROOT);
        int line = place.line();
        boolean tls = List.of("sslmode", "ssl-mode", "ssl").contains(name);
        if (tls && List.of("disable", "disabled", "false", "0").contains(word)) {
            place.members().put("ssl", new Literal(line, false));
        } else if (tls
                && List.of("require", "required", "prefer", "preferred", "no-verify")
                        .contains(word)) {
            place.members()
                    .put("ssl", new Obj(line, Map.of("rejectUnauthorized", new Literal(line, false)), List.of()));
        } else if (tls
                && List.of("verify-ca", "verify_ca", "verify-full", "verify_identity", "true", "1")
                        .contains(word)) {
            place.members().put("ssl", new Literal(line, true));
        } else if (!name.isEmpty()) {
            place.members().put(name.equals("ssl") ? "sslmode" : name, new Literal(line, value));
        }
    }

    private static void put(Obj place, String name, String value) {
        if (!value.isEmpty()) {
            place.members().put(name, new Literal(place.line(), value));
        }
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private Optional<Obj> refused(String why) {
        leftOut.accept(why);
        return Optional.empty();
    }
}
