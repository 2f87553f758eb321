package io.alacran.connectionfile.internal;

import io.alacran.connection.Environments;
import io.alacran.connectionfile.internal.Value.Fields;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Connections as variables, such as {@code SHOP_HOST} or {@code SHOP_PRODUCTION_HOST}, in the form of dotenv. */
final class EnvExport {

    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    static {
        NAMES.put("client", "CLIENT");
        NAMES.put("host", "HOST");
        NAMES.put("port", "PORT");
        NAMES.put("databaseName", "DATABASE");
        NAMES.put("filename", "FILENAME");
        NAMES.put("username", "USER");
        NAMES.put("password", "PASSWORD");
        NAMES.put("schema", "SCHEMA");
        NAMES.put("timezone", "TIMEZONE");
    }

    private final List<String> leftOut;
    private final Set<String> prefixes = new HashSet<>();

    EnvExport(List<String> leftOut) {
        this.leftOut = leftOut;
    }

    String write(ConnectionFile file) {
        StringBuilder text = new StringBuilder();
        file.environments().forEach((environment, section) -> {
            section.connections().forEach((name, fields) -> {
                text.append(text.isEmpty() ? "" : "\n")
                        .append("# ")
                        .append(name)
                        .append(", ")
                        .append(environment)
                        .append('\n');
                write(text, environment, name, fields);
            });
            section.groups().keySet().forEach(name -> leftOut.add(environment + "." + name + ": is a group"));
            if (section.migrations() != null) {
                leftOut.add(environment + ": migrations left out");
            }
        });
        return text.toString();
    }

    private void write(StringBuilder text, String environment, String name, Fields f) {
        String prefix = (environment.equals(Environments.DEVELOPMENT) ? name : name + "_" + environment)
                        .replace('-', '_')
                        .toUpperCase(Locale.ROOT)
                + "_";
        String safe = prefix.matches("[0-9].*") ? "DB_" + prefix : prefix;
        if (!prefixes.add(safe)) {
            leftOut.add(environment + "." + name + ": another connection has the variables " + safe + "… already");
            return;
        }
        NAMES.forEach((field, suffix) -> {
            Optional<String> value = f.text(field);
            value.ifPresent(v -> text.append(safe)
                    .append(suffix)
                    .append('=')
                    .append(value(field, v))
                    .append('\n'));
        });
        f.text("tls", "mode")
                .ifPresent(mode -> text.append(safe).append("TLS=").append(mode).append('\n'));
        new LeftOut(leftOut)
                .say(
                        environment + "." + name,
                        f.all().keySet().stream()
                                .filter(field -> !NAMES.containsKey(field) && !field.equals("tls"))
                                .toList());
    }

    /** A placeholder for the secret itself is an empty value to be filled in, not a reference to itself. */
    private static String value(String field, String value) {
        if (field.equals("password") && JsExport.isPlaceholder(value)) {
            return "";
        }
        return value.matches("[A-Za-z0-9_./:@%+,-]*") ? value : quoted(value);
    }

    private static String quoted(String value) {
        boolean plain = !value.contains("'") && !value.contains("\n") && !value.contains("\r");
        return plain
                ? "'" + value + "'"
                : '"'
                        + value.replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                                .replace("\n", "\\n")
                                .replace("\r", "\\r")
                        + '"';
    }
}
