package io.alacran.connectionfile.internal;

import io.alacran.connectionfile.internal.JsValue.Literal;
import io.alacran.connectionfile.internal.JsValue.Obj;
import io.alacran.connectionfile.internal.JsValue.Opaque;
import io.alacran.connectionfile.internal.Value.Fields;
import io.alacran.engine.Dialect;
import io.alacran.engine.DriverProperty;
import java.util.Map;
import java.util.Optional;

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

    private final JsPlain plain;
    private final Dialect dialect;
    private final Fields fields;

    JsPlace(JsPlain plain, Dialect dialect, Fields fields) {
        this.plain = plain;
        this.dialect = dialect;
        this.fields = fields;
    }

    void read(Obj place) {
        place.unknown().forEach(o -> plain.opaque("connection.…", o));
        place.members().forEach(this::read);
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
