package io.alacran.connectionfile.internal;

import io.alacran.connectionfile.internal.JsValue.Array;
import io.alacran.connectionfile.internal.JsValue.Literal;
import io.alacran.connectionfile.internal.JsValue.Mixed;
import io.alacran.connectionfile.internal.JsValue.Obj;
import io.alacran.connectionfile.internal.JsValue.Opaque;
import io.alacran.connectionfile.internal.JsValue.Variable;
import io.alacran.connectionfile.internal.Value.Fields;
import io.alacran.engine.Dialect;
import io.alacran.engine.Dialects;
import io.alacran.engine.DriverProperty;
import io.alacran.engine.Endpoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The {@code connection} of a Knex configuration: where the database is, how to sign in, and TLS. */
final class JsPlace {

    private static final Map<String, String> TEXTS = Map.of(
            "host", "host",
            "server", "host",
            "user", "username",
            "userName", "username",
            "username", "username",
            "password", "password",
            "database", "databaseName",
            "filename", "filename",
            "timezone", "timezone");

    /** Options of node's drivers for which our drivers have another word. */
    private static final Map<String, String> OPTIONS =
            Map.of("application_name", "ApplicationName", "appName", "applicationName");

    private static final JsValue NOTHING = new Literal(0, null);

    /** Whose drivers for node look for a server at localhost when nobody says where it is. */
    private static final List<String> LOCAL = List.of("postgres", "mysql", "mariadb");

    private final JsPlain plain;
    private final Dialect dialect;
    private final JsUrl url;
    private final Fields fields;
    private final Consumer<String> leftOut;

    /** @param leftOut gets the reason why the whole connection is left out */
    JsPlace(JsPlain plain, Dialects dialects, Dialect dialect, Fields fields, Consumer<String> leftOut) {
        this.plain = plain;
        this.dialect = dialect;
        this.url = new JsUrl(dialects, dialect, leftOut);
        this.fields = fields;
        this.leftOut = leftOut;
    }

    /** False where there is no address in it that a connection could have here; then a reason has been told. */
    boolean read(@Nullable JsValue place) {
        if (place instanceof Literal literal && dialect.fileBased() && literal.value() instanceof String) {
            fields.put(place.line(), "filename", literal.text());
            return true;
        }
        Optional<Obj> object = switch (place) {
            case Obj found -> withUrl(found);
            case Literal literal when literal.value() instanceof String -> url.read(literal.line(), literal.text());
            case null -> refused("its connection is missing");
            default -> refused(unknown("its connection", place));
        };
        if (object.filter(found -> found.members().isEmpty() && found.unknown().isEmpty())
                .isPresent()) {
            // Nothing is said of the place, as in a file that is still to be filled in.
            return true;
        }
        if (object.isEmpty() || !dialect.fileBased() && !hasServer(object.get())) {
            return false;
        }
        object.get().unknown().forEach(o -> plain.opaque("connection.…", o));
        object.get().members().forEach(this::read);
        if (fields.get(dialect.fileBased() ? "filename" : "host") == null) {
            leftOut.accept(dialect.fileBased() ? "its file is not known without running it" : "its host is not known");
            return false;
        }
        return true;
    }

    /** What pg takes from a {@code connectionString} replaces what else there is; what mysql2 takes from a {@code uri} does not. */
    private Optional<Obj> withUrl(Obj place) {
        for (String name : List.of("connectionString", "uri")) {
            JsValue value = place.members().get(name);
            if (value == null || !isGiven(value)) {
                continue;
            }
            if (!(value instanceof Literal literal)) {
                return refused(unknown("its " + name, value));
            }
            return url.read(literal.line(), literal.text()).map(read -> {
                Obj both = new Obj(place.line(), new LinkedHashMap<>(place.members()), place.unknown());
                both.members().remove(name);
                read.members().forEach((member, text) -> {
                    if (name.equals("uri")) {
                        both.members().putIfAbsent(member, text);
                    } else {
                        both.members().put(member, text);
                    }
                });
                return both;
            });
        }
        return Optional.of(place);
    }

    private static String unknown(String what, JsValue value) {
        return what + " is "
                + switch (value) {
                    case Opaque o -> o.what() + ", which is not run";
                    case Variable variable ->
                        "a url as a whole from the variable " + variable.name()
                                + "; write host, database and user apart";
                    case Mixed mixed -> "a url with variables in it; write host, database and user apart";
                    default -> "not an object; write host, database and user apart";
                };
    }

    private static boolean isGiven(@Nullable JsValue value) {
        return value != null && !(value instanceof Literal literal && !literal.truthy());
    }

    private boolean hasServer(Obj place) {
        if (isGiven(place.members().get("socketPath"))) {
            leftOut.accept("it leads to a socket, not to a host");
            return false;
        }
        JsValue host = place.members().getOrDefault("host", place.members().getOrDefault("server", NOTHING));
        if (host instanceof Array) {
            leftOut.accept("it leads to one of several servers");
            return false;
        }
        if (host == NOTHING && place.unknown().isEmpty() && LOCAL.contains(dialect.client())) {
            plain.leftOut(place, "connection", "has no host; localhost, which is what it means, is taken");
            fields.put(place.line(), "host", "localhost");
        } else if (host != NOTHING
                && host instanceof Literal literal
                && !literal.text().contains("${")) {
            Optional<String> refusal = literal.text().startsWith("/")
                    ? Optional.of("is the directory of a socket")
                    : isGiven(literal) ? Endpoint.hostRefusal(literal.text()) : Optional.of("is empty");
            refusal.ifPresent(why -> leftOut.accept("its host " + ConnectionFile.shown(why)));
            return refusal.isEmpty();
        }
        return true;
    }

    private Optional<Obj> refused(String why) {
        leftOut.accept(why);
        return Optional.empty();
    }

    private void read(String name, JsValue value) {
        String shown = "connection." + name;
        String field = TEXTS.get(name);
        if (field != null) {
            plain.text(shown, value)
                    .map(text -> field.equals("timezone") && text.equals("Z") ? "UTC" : text)
                    .filter(text -> !field.equals("timezone") || takes(text, value, shown))
                    .ifPresent(text -> fields.put(value.line(), field, text));
            if (field.equals("filename")
                    && fields.text("filename").filter(":memory:"::equals).isPresent()) {
                plain.leftOut(
                        value,
                        shown,
                        "a database in memory has no place on a server; name a file before it is applied");
            }
            return;
        }
        switch (name) {
            case "port" -> plain.number(shown, value).ifPresent(port -> fields.put(value.line(), "port", port));
            case "ssl" -> tls(value);
            case "statement_timeout" ->
                plain.number(shown, value)
                        .filter(millis -> millis > 0)
                        .ifPresent(millis -> fields.put(value.line(), "statementTimeoutMillis", millis));
            default -> option(name, shown, value);
        }
    }

    /** Sessions have the server's own unless the dialect can set one. */
    private boolean takes(String timezone, JsValue value, String shown) {
        boolean taken = dialect.features().contains(Dialect.Feature.TIMEZONE) && !timezone.equals("local");
        if (!taken) {
            plain.leftOut(value, shown, "is left out, '" + ConnectionFile.shown(timezone) + "' cannot be set here");
        }
        return taken;
    }

    private void option(String name, String shown, JsValue value) {
        String wanted = OPTIONS.getOrDefault(name, name);
        Optional<DriverProperty> property = dialect.properties().stream()
                .filter(p -> p.name().equalsIgnoreCase(wanted))
                .findFirst();
        if (property.isEmpty() || value instanceof Opaque) {
            plain.leftOut(value, shown, JsConnection.notHere(value));
            return;
        }
        plain.text(shown, value)
                .ifPresent(text -> property.get()
                        .refusal(text)
                        .ifPresentOrElse(
                                why -> plain.leftOut(
                                        value,
                                        shown,
                                        "is left out, its value is not "
                                                + property.get().meaning()),
                                () -> fields.in(value.line(), "properties")
                                        .put(value.line(), property.get().name(), text)));
    }

    private void tls(JsValue ssl) {
        switch (ssl) {
            case Literal literal when Boolean.TRUE.equals(literal.value()) -> mode(ssl, true);
            case Literal literal when !literal.truthy() -> {}
            case Obj object -> {
                JsValue reject = object.members().get("rejectUnauthorized");
                mode(
                        ssl,
                        reject == null
                                || plain.flag("connection.ssl.rejectUnauthorized", reject)
                                        .orElse(true));
                object.unknown().forEach(o -> plain.opaque("connection.ssl.…", o));
                object.members().forEach((name, value) -> {
                    switch (name) {
                        case "rejectUnauthorized" -> {}
                        case "ca" -> pem(name, "caPem", value);
                        case "cert" -> pem(name, "certificatePem", value);
                        case "key" -> pem(name, "keyPem", value);
                        default -> plain.leftOut(value, "connection.ssl." + name, JsConnection.notHere(value));
                    }
                });
            }
            default -> plain.opaque("connection.ssl", ssl);
        }
    }

    private void mode(JsValue ssl, boolean verified) {
        fields.in(ssl.line(), "tls").put(ssl.line(), "mode", verified ? "verify" : "require");
    }

    private void pem(String name, String field, JsValue value) {
        if (value instanceof Literal literal && literal.text().contains("-----BEGIN")) {
            fields.in(value.line(), "tls").put(value.line(), field, literal.text());
        } else {
            plain.leftOut(value, "connection.ssl." + name, "is left out; put the text of that file into tls." + field);
        }
    }
}
