package io.alacran.connectionfile.internal;

import io.alacran.connection.ConnectionDraft;
import io.alacran.connection.PoolDraft;
import io.alacran.connection.SshTunnelDraft;
import io.alacran.connectionfile.internal.Value.Fields;
import io.alacran.connectionfile.internal.Value.Items;
import io.alacran.connectionfile.internal.Value.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a connection; whatever is misspelt or of a wrong kind is named, nothing is dropped. */
final class DraftReader {

    private static final List<String> KNOWN = List.of(
            "description",
            "client",
            "managedDatabase",
            "host",
            "port",
            "databaseName",
            "filename",
            "username",
            "password",
            "schema",
            "timezone",
            "tls",
            "initSql",
            "readOnly",
            "statementTimeoutMillis",
            "rowLimit",
            "slowStatementMillis",
            "slowStatementPlans",
            "properties",
            "colour",
            "tags",
            "sshTunnel",
            "pool",
            "migrations");
    private static final List<String> TLS = List.of("mode", "rejectUnauthorized", "caPem", "certificatePem", "keyPem");
    private static final List<String> SSH =
            List.of("host", "port", "username", "password", "privateKey", "passphrase", "hostKey");

    /** The same in the order of the documentation. */
    static Fields sorted(Fields fields) {
        Fields sorted = new Fields(fields.line());
        KNOWN.stream()
                .filter(fields.all()::containsKey)
                .forEach(name -> sorted.all()
                        .put(name, java.util.Objects.requireNonNull(fields.all().get(name))));
        fields.all().forEach(sorted.all()::putIfAbsent);
        return sorted;
    }

    private final String path;
    private final Mistakes mistakes;

    private DraftReader(String path, Mistakes mistakes) {
        this.path = path;
        this.mistakes = mistakes;
    }

    /** @param isDefault null for a new one that is not */
    static ConnectionDraft read(
            String environment, String name, Fields fields, @Nullable Boolean isDefault, Mistakes mistakes) {
        return new DraftReader(environment + "." + ConnectionFile.shown(name) + ".", mistakes)
                .draft(environment, name, fields, isDefault);
    }

    private ConnectionDraft draft(String environment, String name, Fields f, @Nullable Boolean isDefault) {
        ConnectionFile.unknown(f, KNOWN, path, mistakes);
        Fields tls = inner(f, "tls", TLS);
        return new ConnectionDraft(
                name,
                text(f, "description"),
                text(f, "client"),
                text(f, "host"),
                port(f, "port", ""),
                text(f, "databaseName"),
                text(f, "filename"),
                text(f, "username"),
                text(f, "password"),
                text(f, "schema"),
                text(f, "timezone"),
                tls == null ? null : mode(tls),
                tls == null ? null : text(tls, "caPem"),
                tls == null ? null : text(tls, "certificatePem"),
                tls == null ? null : text(tls, "keyPem"),
                text(f, "initSql"),
                flag(f, "readOnly"),
                number(f, "statementTimeoutMillis"),
                number(f, "rowLimit"),
                number(f, "slowStatementMillis"),
                flag(f, "slowStatementPlans"),
                texts(f),
                environment,
                text(f, "colour"),
                tags(f),
                text(f, "managedDatabase"),
                ssh(inner(f, "sshTunnel", SSH)),
                pool(f),
                isDefault);
    }

    private @Nullable String mode(Fields tls) {
        String mode = text(tls, "mode");
        Boolean reject = flag(tls, "rejectUnauthorized");
        if (reject == null) {
            return mode;
        }
        if (mode != null && reject != mode.equals("verify")) {
            wrong(tls, "rejectUnauthorized", "tls.rejectUnauthorized: does not go with the mode '" + mode + "'");
        }
        return mode != null ? mode : reject ? "verify" : "require";
    }

    private @Nullable SshTunnelDraft ssh(@Nullable Fields f) {
        return f == null
                ? null
                : new SshTunnelDraft(
                        text(f, "host"),
                        port(f, "port", "sshTunnel."),
                        text(f, "username"),
                        text(f, "password"),
                        text(f, "privateKey"),
                        text(f, "passphrase"),
                        text(f, "hostKey"));
    }

    private @Nullable PoolDraft pool(Fields f) {
        Fields pool = inner(f, "pool", null);
        if (pool == null) {
            return null;
        }
        Map<String, Object> asked = new LinkedHashMap<>();
        pool.all().forEach((name, field) -> {
            if (field.value() instanceof Text text) {
                asked.put(name, typed(text));
            } else if (pool.get(name) != null) {
                wrong(pool, name, "pool." + name + ": is " + field.value().kind());
            }
        });
        return new PoolDraft(asked);
    }

    private static Object typed(Text text) {
        if (text.plain() && text.text().matches("true|false")) {
            return Boolean.valueOf(text.text());
        }
        if (text.plain() && text.text().matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?")) {
            return text.text().contains(".")
                    ? (Object) Double.valueOf(text.text())
                    : (Object) Long.valueOf(text.text());
        }
        return text.text();
    }

    private @Nullable Map<String, String> texts(Fields f) {
        Fields properties = inner(f, "properties", null);
        if (properties == null) {
            return null;
        }
        Map<String, String> texts = new LinkedHashMap<>();
        properties.all().keySet().forEach(name -> {
            String text = text(properties, name);
            if (text != null) {
                texts.put(name, text);
            }
        });
        return texts;
    }

    private @Nullable List<String> tags(Fields f) {
        Value value = f.get("tags");
        if (value == null) {
            return null;
        }
        List<String> tags = new ArrayList<>();
        if (!(value instanceof Items list)) {
            wrong(f, "tags", "tags: is " + value.kind() + ", not a list");
            return null;
        }
        for (Value item : list.items()) {
            if (item instanceof Text text) {
                tags.add(text.text());
            } else {
                mistakes.add(item.line(), path + "tags: has " + item.kind() + " in it, not only texts");
            }
        }
        return tags;
    }

    /** @param known null where what is in it is looked at later */
    private @Nullable Fields inner(Fields f, String name, @Nullable List<String> known) {
        Value value = f.get(name);
        if (value instanceof Fields inner) {
            if (known != null) {
                ConnectionFile.unknown(inner, known, path + name + ".", mistakes);
            }
            return inner;
        }
        if (value != null) {
            wrong(f, name, name + ": is " + value.kind() + ", not names with values");
        }
        return null;
    }

    private @Nullable String text(Fields f, String name) {
        Value value = f.get(name);
        if (value instanceof Text text) {
            return text.text();
        }
        if (value != null) {
            wrong(f, name, name + ": is " + value.kind() + ", not a text");
        }
        return null;
    }

    private @Nullable Boolean flag(Fields f, String name) {
        String text = text(f, name);
        if (text == null || text.equals("true") || text.equals("false")) {
            return text == null ? null : Boolean.valueOf(text);
        }
        wrong(f, name, name + ": '" + ConnectionFile.shown(text) + "' is not true or false");
        return null;
    }

    private @Nullable Long number(Fields f, String name) {
        String text = text(f, name);
        if (text == null || text.matches("-?[0-9]{1,15}")) {
            return text == null ? null : Long.valueOf(text);
        }
        wrong(f, name, name + ": '" + ConnectionFile.shown(text) + "' is not a whole number");
        return null;
    }

    private @Nullable Integer port(Fields f, String name, String prefix) {
        String text = text(f, name);
        if (text == null || text.matches("-?[0-9]{1,9}")) {
            return text == null ? null : Integer.valueOf(text);
        }
        wrong(f, name, prefix + name + ": '" + ConnectionFile.shown(text) + "' is not a whole number");
        return null;
    }

    private void wrong(Fields f, String name, String message) {
        mistakes.add(f.lineOf(name), path + message);
    }
}
