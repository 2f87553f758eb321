package io.alacran.connectionfile.internal;

import io.alacran.connectionfile.internal.Value.Fields;
import io.alacran.engine.Dialect;
import io.alacran.engine.Dialect.Feature;
import io.alacran.engine.Dialects;
import io.alacran.engine.DriverProperty;
import io.alacran.engine.Endpoint;
import io.alacran.engine.TlsMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JDBC URL taken apart into typed fields, and put together from them. Options are taken over from the dialect's list
 * only; every other one is named. The URL itself never reaches a driver.
 */
final class JdbcUrl {

    /** Placeholders may have a default with a colon before it. */
    private static final String HOST = "\\[[^\\]]+]|[^(:/?;,@${}]*(?:\\$\\{[^{}]*}[^:/?;,@${}]*)*";

    private static final Pattern SERVER = Pattern.compile("jdbc:(?<driver>[a-z]+):(?:thin:)?@?//(?<host>" + HOST + ")"
            + "(?::(?<port>[0-9]*|\\$\\{(?<variable>[^{}:]+)(?::(?<usual>[0-9]*))?}))?"
            + "(?:/(?<database>[^?;$@]*(?:\\$(?:\\{[^{}]*}|(?!\\{))[^?;$@]*)*))?(?<options>[?;].*)?");
    /** Longer ones take a regular expression too much of the stack. */
    private static final int LONGEST = 4_000;

    private static final Pattern FILE =
            Pattern.compile("jdbc:(?<driver>sqlite|duckdb):(?<file>[^?]+)(?<options>\\?.*)?");
    private static final Map<String, String> DRIVERS = Map.of(
            "postgresql", "postgres",
            "sqlserver", "mssql",
            "ch", "clickhouse");

    private final Dialects dialects;
    private final int line;
    private final Consumer<String> leftOut;

    JdbcUrl(Dialects dialects, int line, Consumer<String> leftOut) {
        this.dialects = dialects;
        this.line = line;
        this.leftOut = leftOut;
    }

    /**
     * False where it is not understood; then a reason has been told.
     *
     * @param url may have placeholders with defaults in it
     * @param resolved takes the defaults out of a part of it
     */
    boolean read(String url, UnaryOperator<String> resolved, Fields fields) {
        if (url.length() > LONGEST) {
            leftOut.accept("it is left out, its url is longer than " + LONGEST + " characters");
            return false;
        }
        Matcher file = FILE.matcher(url);
        if (file.matches()) {
            fields.put(line, "client", file.group("driver"));
            fields.put(line, "filename", resolved.apply(file.group("file")));
            dialects.of(file.group("driver")).ifPresent(d -> options(d, file.group("options"), resolved, fields));
            return true;
        }
        Matcher server = SERVER.matcher(url);
        Optional<Dialect> dialect = server.matches()
                ? dialects.called(DRIVERS.getOrDefault(server.group("driver"), server.group("driver")))
                : Optional.empty();
        if (dialect.isEmpty() || server.group("host").isEmpty()) {
            leftOut.accept(
                    url.startsWith("${")
                            ? "its url is a variable as a whole; write it as jdbc:… with host and database"
                            : "its url leads to one of several servers, has a user in it, or is of a driver that is not here");
            return false;
        }
        String host = resolved.apply(server.group("host")).replaceAll("[\\[\\]]", "");
        Optional<String> refusal = host.contains("${") ? Optional.empty() : Endpoint.hostRefusal(host);
        if (refusal.isPresent()) {
            leftOut.accept("it is left out, since its host " + ConnectionFile.shown(refusal.get()));
            return false;
        }
        fields.put(line, "client", dialect.get().client());
        fields.put(line, "host", host);
        port(server, fields);
        String database = server.group("database");
        fields.put(line, "databaseName", database == null || database.isEmpty() ? null : resolved.apply(database));
        options(dialect.get(), server.group("options"), resolved, fields);
        return true;
    }

    private void port(Matcher server, Fields fields) {
        String variable = server.group("variable");
        String port = variable == null ? server.group("port") : server.group("usual");
        boolean known = port != null && port.matches("[0-9]{1,5}");
        if (known) {
            fields.put(line, "port", Integer.valueOf(port));
        }
        if (variable != null) {
            leftOut.accept("the port of its url cannot come from the variable " + ConnectionFile.shown(variable)
                    + (known ? "; " + port + ", which it is without it, is taken" : ""));
        } else if (port != null && !port.isEmpty() && !known) {
            leftOut.accept("the port of its url is left out, it is not between 1 and 65535");
        }
    }

    private void options(Dialect dialect, @Nullable String text, UnaryOperator<String> resolved, Fields fields) {
        if (text == null) {
            return;
        }
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : resolved.apply(text.substring(1)).split("[&;]")) {
            String[] words = option.split("=", 2);
            if (!words[0].isBlank()) {
                options.put(words[0], words.length == 2 ? words[1] : "");
            }
        }
        options.forEach((name, value) -> {
            if (!known(dialect, name.toLowerCase(Locale.ROOT), value, options, fields)) {
                Optional<DriverProperty> property = dialect.properties().stream()
                        .filter(p -> p.name().equalsIgnoreCase(name))
                        .filter(p -> p.refusal(value).isEmpty())
                        .findFirst();
                property.ifPresentOrElse(
                        p -> fields.in(line, "properties").put(line, p.name(), value),
                        // Never its value: that may be a password.
                        () -> leftOut.accept("the option " + ConnectionFile.shown(name) + " of its url is left out"));
            }
        });
    }

    /** Options for which there is a field. */
    private boolean known(Dialect dialect, String name, String value, Map<String, String> all, Fields fields) {
        switch (name) {
            case "sslmode", "usessl", "encrypt", "ssl" -> {
                Optional<String> mode =
                        dialect.client().equals("clickhouse") ? clickHouseMode(name, all) : mode(name, value, all);
                mode.filter(m -> !m.equals("disable"))
                        .ifPresent(m -> fields.in(line, "tls").put(line, "mode", m));
                return mode.isPresent();
            }
            case "trustservercertificate", "verifyservercertificate", "requiressl" -> {
                return value.equals("true") || value.equals("false");
            }
            case "currentschema" -> {
                // Several, as of a search path, are not one that can be quoted.
                return put(
                        dialect.features().contains(Feature.SCHEMA) && !value.contains(","), "schema", value, fields);
            }
            case "servertimezone", "connectiontimezone", "timezone" -> {
                return put(dialect.features().contains(Feature.TIMEZONE), "timezone", value, fields);
            }
            case "databasename", "database" -> {
                return put(dialect.client().equals("mssql"), "databaseName", value, fields);
            }
            default -> {
                return false;
            }
        }
    }

    /** Its driver encrypts where {@code ssl} says so; {@code sslmode}, as its older versions have it, is about trust only. */
    private static Optional<String> clickHouseMode(String name, Map<String, String> all) {
        Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        options.putAll(all);
        String trust = options.getOrDefault("sslmode", "strict").toLowerCase(Locale.ROOT);
        boolean known =
                (name.equals("ssl") || name.equals("sslmode")) && (trust.equals("strict") || trust.equals("none"));
        if (!known) {
            return Optional.empty();
        }
        boolean encrypts = options.getOrDefault("ssl", "false").equalsIgnoreCase("true");
        return Optional.of(!encrypts ? "disable" : trust.equals("none") ? "require" : "verify");
    }

    private boolean put(boolean fits, String field, String value, Fields fields) {
        if (fits) {
            fields.put(line, field, value);
        }
        return fits;
    }

    private static Optional<String> mode(String name, String value, Map<String, String> all) {
        boolean trusting = all.entrySet().stream()
                .anyMatch(o -> o.getKey().equalsIgnoreCase("trustServerCertificate")
                                && o.getValue().equals("true")
                        || o.getKey().equalsIgnoreCase("verifyServerCertificate")
                                && o.getValue().equals("false"));
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "disable", "disabled", "false" -> Optional.of("disable");
            case "require", "required", "trust" -> Optional.of("require");
            case "verify-full", "verify_identity" -> Optional.of("verify");
            case "true", "strict" -> Optional.of(name.equals("usessl") || trusting ? "require" : "verify");
            default -> Optional.empty();
        };
    }

    /** Such as {@code jdbc:postgresql://db:5432/shop?sslmode=require}; empty where its parts are not known. */
    Optional<String> write(Fields f) {
        Optional<Dialect> dialect = f.text("client").flatMap(dialects::called);
        if (dialect.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> file = f.text("filename");
        if (file.isPresent()) {
            return Optional.of("jdbc:" + dialect.get().client() + ":" + file.get());
        }
        String client = dialect.get().client();
        String host = f.text("host").orElse("localhost");
        String mode = f.text("tls", "mode").orElse("disable");
        int usualPort = dialect.get().defaultPort(mode.equals("disable") ? TlsMode.DISABLE : TlsMode.VERIFY);
        String place = (host.contains(":") && !host.contains("${") ? "[" + host + "]" : host) + ":"
                + f.text("port").orElse("" + usualPort);
        String database = f.text("databaseName").orElse("");
        Map<String, String> options = new LinkedHashMap<>();
        if (client.equals("mssql")) {
            options.put("databaseName", database);
            options.put("encrypt", "" + !mode.equals("disable"));
            if (mode.equals("require")) {
                options.put("trustServerCertificate", "true");
            }
        } else if (client.equals("postgres")) {
            if (!mode.equals("disable")) {
                options.put("sslmode", mode.equals("verify") ? "verify-full" : "require");
            }
            f.text("schema").ifPresent(schema -> options.put("currentSchema", schema));
        } else if (client.equals("clickhouse")) {
            if (!mode.equals("disable")) {
                options.put("ssl", "true");
                options.put("sslmode", mode.equals("verify") ? "strict" : "none");
            }
        } else if (!mode.equals("disable")) {
            options.put(
                    client.equals("mysql") ? "sslMode" : "sslmode",
                    client.equals("mysql")
                            ? mode.equals("verify") ? "VERIFY_IDENTITY" : "REQUIRED"
                            : mode.equals("verify") ? "verify-full" : "trust");
        }
        if (client.equals("mysql") || client.equals("mariadb")) {
            f.text("timezone")
                    .ifPresent(zone -> options.put(client.equals("mysql") ? "connectionTimeZone" : "timezone", zone));
        }
        f.fields("properties").ifPresent(p -> p.flat().forEach(options::put));
        List<String> written = options.entrySet().stream()
                .map(o -> o.getKey() + "=" + o.getValue())
                .toList();
        return Optional.of(
                switch (client) {
                    case "mssql" -> "jdbc:sqlserver://" + place + ";" + String.join(";", written);
                    case "oracle" -> "jdbc:oracle:thin:@//" + place + "/" + database;
                    default ->
                        "jdbc:" + (client.equals("postgres") ? "postgresql" : client) + "://" + place + "/" + database
                                + (written.isEmpty() ? "" : "?" + String.join("&", written));
                });
    }
}
