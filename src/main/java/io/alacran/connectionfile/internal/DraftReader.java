package io.alacran.connectionfile.internal;

import io.alacran.connection.ConnectionDraft;
import io.alacran.connection.PoolDraft;
import io.alacran.connection.SshTunnelDraft;
import io.alacran.connectionfile.internal.Value.Fields;
import io.alacran.connectionfile.internal.Value.Text;
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

    private final FieldReader read;

    private DraftReader(String path, Mistakes mistakes) {
        this.read = new FieldReader(path, mistakes);
    }

    /** @param isDefault null for a new one that is not */
    static ConnectionDraft read(
            String environment, String name, Fields fields, @Nullable Boolean isDefault, Mistakes mistakes) {
        return new DraftReader(environment + "." + ConnectionFile.shown(name) + ".", mistakes)
                .draft(environment, name, fields, isDefault);
    }

    private ConnectionDraft draft(String environment, String name, Fields f, @Nullable Boolean isDefault) {
        read.unknown(f, "", KNOWN);
        // It is kept as it is.
        read.inner(f, "migrations", null);
        Fields tls = read.inner(f, "tls", TLS);
        return new ConnectionDraft(
                name,
                read.text(f, "", "description"),
                read.text(f, "", "client"),
                read.text(f, "", "host"),
                read.integer(f, "", "port"),
                read.text(f, "", "databaseName"),
                read.text(f, "", "filename"),
                read.text(f, "", "username"),
                read.text(f, "", "password"),
                read.text(f, "", "schema"),
                read.text(f, "", "timezone"),
                tls == null ? null : mode(tls),
                tls == null ? null : read.text(tls, "tls.", "caPem"),
                tls == null ? null : read.text(tls, "tls.", "certificatePem"),
                tls == null ? null : read.text(tls, "tls.", "keyPem"),
                read.text(f, "", "initSql"),
                read.flag(f, "", "readOnly"),
                read.number(f, "", "statementTimeoutMillis"),
                read.number(f, "", "rowLimit"),
                read.number(f, "", "slowStatementMillis"),
                read.flag(f, "", "slowStatementPlans"),
                texts(f),
                environment,
                read.text(f, "", "colour"),
                read.texts(f, "tags"),
                read.text(f, "", "managedDatabase"),
                ssh(read.inner(f, "sshTunnel", SSH)),
                pool(f),
                isDefault);
    }

    private @Nullable String mode(Fields tls) {
        String mode = read.text(tls, "tls.", "mode");
        Boolean reject = read.flag(tls, "tls.", "rejectUnauthorized");
        if (reject == null) {
            return mode;
        }
        if (mode != null && reject != mode.equals("verify")) {
            read.wrong(
                    tls.lineOf("rejectUnauthorized"),
                    "tls.rejectUnauthorized",
                    "does not go with the mode '" + mode + "'");
        }
        return mode != null ? mode : reject ? "verify" : "require";
    }

    private @Nullable SshTunnelDraft ssh(@Nullable Fields f) {
        return f == null
                ? null
                : new SshTunnelDraft(
                        read.text(f, "sshTunnel.", "host"),
                        read.integer(f, "sshTunnel.", "port"),
                        read.text(f, "sshTunnel.", "username"),
                        read.text(f, "sshTunnel.", "password"),
                        read.text(f, "sshTunnel.", "privateKey"),
                        read.text(f, "sshTunnel.", "passphrase"),
                        read.text(f, "sshTunnel.", "hostKey"));
    }

    private @Nullable PoolDraft pool(Fields f) {
        Fields pool = read.inner(f, "pool", null);
        if (pool == null) {
            return null;
        }
        Map<String, Object> asked = new LinkedHashMap<>();
        pool.all().forEach((name, field) -> {
            if (field.value() instanceof Text text) {
                asked.put(name, typed(text));
            } else if (pool.get(name) != null) {
                read.wrong(field.line(), "pool." + name, "is " + field.value().kind());
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
        Fields properties = read.inner(f, "properties", null);
        if (properties == null) {
            return null;
        }
        Map<String, String> texts = new LinkedHashMap<>();
        properties.all().keySet().forEach(name -> {
            String text = read.text(properties, "properties.", name);
            if (text != null) {
                texts.put(name, text);
            }
        });
        return texts;
    }
}
