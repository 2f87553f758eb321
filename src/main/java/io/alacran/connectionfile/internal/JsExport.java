package io.alacran.connectionfile.internal;

import io.alacran.connection.Environments;
import io.alacran.connection.PoolSetting;
import io.alacran.connectionfile.internal.ConnectionFile.Section;
import io.alacran.connectionfile.internal.Js.Code;
import io.alacran.connectionfile.internal.Value.Fields;
import io.alacran.connectionfile.internal.Value.Items;
import io.alacran.connectionfile.internal.Value.Text;
import io.alacran.engine.Dialects;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Connections as {@code ilana.config.js} and {@code knexfile.js}. */
final class JsExport {

    private static final Map<String, String> CLIENTS = Map.of(
            "postgres", "pg",
            "mysql", "mysql2",
            "mariadb", "mysql2",
            "sqlite", "sqlite3",
            "mssql", "mssql",
            "oracle", "oracledb");

    /** What Knex's pool knows. */
    private static final Set<PoolSetting> POOL = EnumSet.of(
            PoolSetting.MIN,
            PoolSetting.MAX,
            PoolSetting.ACQUIRE_TIMEOUT,
            PoolSetting.CREATE_TIMEOUT,
            PoolSetting.DESTROY_TIMEOUT,
            PoolSetting.IDLE_TIMEOUT,
            PoolSetting.REAP_INTERVAL,
            PoolSetting.CREATE_RETRY_INTERVAL,
            PoolSetting.PROPAGATE_CREATE_ERROR,
            PoolSetting.LIFETIME);

    private final Dialects dialects;
    private final List<String> leftOut;

    JsExport(Dialects dialects, List<String> leftOut) {
        this.dialects = dialects;
        this.leftOut = leftOut;
    }

    /** Environments by {@code NODE_ENV}, as Ilana's guide does it; only one where there is only one. */
    String ilana(ConnectionFile file) {
        Map<String, Object> sets = new LinkedHashMap<>();
        Map<String, Object> defaults = new LinkedHashMap<>();
        Map<String, Object> migrations = new LinkedHashMap<>();
        file.environments().forEach((environment, section) -> {
            groups(environment, section);
            Map<String, Object> set = new LinkedHashMap<>();
            section.connections()
                    .forEach((name, fields) ->
                            connection(environment + "." + name, fields).ifPresent(c -> set.put(name, c)));
            sets.put(environment, set);
            if (section.defaultName() != null
                    && set.containsKey(section.defaultName().text())) {
                defaults.put(environment, Js.text(section.defaultName().text()));
            }
            if (section.migrations() != null) {
                migrations.put(environment, plain(section.migrations()));
            }
        });
        boolean one = sets.size() == 1;
        boolean sameMigrations = migrations.size() == sets.size()
                && file.environments().values().stream()
                                .map(section -> MigrationsSection.text(Objects.requireNonNull(section.migrations())))
                                .distinct()
                                .count()
                        == 1;
        Map<String, Object> exported = new LinkedHashMap<>();
        StringBuilder js = new StringBuilder();
        if (!one) {
            String usual = sets.containsKey(Environments.DEVELOPMENT) || sets.isEmpty()
                    ? Environments.DEVELOPMENT
                    : sets.keySet().iterator().next();
            js.append("const connections = ").append(Js.object(sets, "")).append(";\n\n");
            js.append("const defaults = ").append(Js.object(defaults, "")).append(";\n\n");
            if (!migrations.isEmpty() && !sameMigrations) {
                js.append("const migrations = ")
                        .append(Js.object(migrations, ""))
                        .append(";\n\n");
            }
            js.append("const env = process.env.NODE_ENV || ")
                    .append(JsText.quoted(usual))
                    .append(";\n\n");
        }
        if (!defaults.isEmpty()) {
            exported.put("default", one ? defaults.values().iterator().next() : new Code("defaults[env]"));
        }
        exported.put("connections", one ? sets.values().iterator().next() : new Code("connections[env]"));
        if (!migrations.isEmpty()) {
            exported.put(
                    "migrations",
                    sameMigrations ? migrations.values().iterator().next() : new Code("migrations[env]"));
        }
        return js.append("module.exports = ")
                .append(Js.object(exported, ""))
                .append(";\n")
                .toString();
    }

    /** An environment is its default, or its only, connection; further ones are {@code name@environment}. */
    String knex(ConnectionFile file) {
        Map<String, Object> exported = new LinkedHashMap<>();
        file.environments().forEach((environment, section) -> {
            groups(environment, section);
            String main = main(section);
            int before = exported.size();
            section.connections()
                    .forEach((name, fields) -> connection(environment + "." + name, fields)
                            .ifPresent(c -> {
                                // Knex has none for several connections
                                if (section.migrations() != null) {
                                    c.putIfAbsent("migrations", plain(section.migrations()));
                                }
                                exported.put(name.equals(main) ? environment : name + "@" + environment, c);
                            }));
            if (section.migrations() != null && exported.size() == before) {
                leftOut.add(environment + ".migrations: there is no connection to write them at");
            }
        });
        return "module.exports = " + Js.object(exported, "") + ";\n";
    }

    /** The default, else the only one, else none. */
    static @Nullable String main(Section section) {
        return section.defaultName() != null
                ? section.defaultName().text()
                : section.connections().size() == 1
                        ? section.connections().keySet().iterator().next()
                        : null;
    }

    private void groups(String environment, Section section) {
        section.groups().keySet().forEach(name -> leftOut.add(environment + "." + name + ": is a group"));
    }

    private Optional<Map<String, Object>> connection(String path, Fields f) {
        String word = f.text("client").orElse("");
        String client = dialects.called(word).map(d -> CLIENTS.get(d.client())).orElse(null);
        if (client == null) {
            leftOut.add(path + ": is left out, "
                    + (f.get("managedDatabase") != null
                            ? "the console looks up where its database is"
                            : "Knex has no client for " + word));
            return Optional.empty();
        }
        Map<String, Object> c = new LinkedHashMap<>();
        Map<String, Object> place = new LinkedHashMap<>();
        c.put("client", Js.text(client));
        c.put("connection", place);
        f.text("host").ifPresent(host -> place.put(client.equals("mssql") ? "server" : "host", Js.resolved(host)));
        f.text("port").ifPresent(port -> place.put("port", number(port)));
        f.text("username").ifPresent(user -> place.put("user", Js.resolved(user)));
        f.text("password")
                .ifPresent(word1 -> place.put("password", isPlaceholder(word1) ? Js.resolved(word1) : Js.text(word1)));
        f.text("databaseName").ifPresent(database -> place.put("database", Js.resolved(database)));
        f.text("filename").ifPresent(file -> place.put("filename", Js.text(file)));
        f.text("timezone").ifPresent(zone -> place.put("timezone", Js.text(zone)));
        tls(f, place);
        if (client.equals("pg")) {
            f.text("statementTimeoutMillis").ifPresent(ms -> place.put("statement_timeout", number(ms)));
            f.text("schema").ifPresent(schema -> c.put("searchPath", Js.text(schema)));
            f.text("properties", "ApplicationName").ifPresent(a -> place.put("application_name", Js.text(a)));
        }
        if (client.equals("sqlite3")) {
            c.put("useNullAsDefault", new Code("true"));
        }
        f.fields("pool").ifPresent(pool -> pool(path, pool, c));
        f.fields("migrations").ifPresent(kept -> c.put("migrations", plain(kept)));
        new LeftOut(leftOut).name(path, f, client);
        return Optional.of(c);
    }

    private static Code number(String digits) {
        return digits.matches("-?[0-9]{1,15}") ? new Code(digits) : Js.text(digits);
    }

    static boolean isPlaceholder(String text) {
        return text.matches("\\$\\{[^{}]*}");
    }

    private static void tls(Fields f, Map<String, Object> place) {
        Fields tls = f.fields("tls").orElse(new Fields(0));
        String mode = tls.text("mode")
                .orElseGet(() -> tls.text("rejectUnauthorized")
                        .map(reject -> reject.equals("true") ? "verify" : "require")
                        .orElse("disable"));
        if (mode.equals("disable")) {
            return;
        }
        Map<String, Object> ssl = new LinkedHashMap<>();
        ssl.put("rejectUnauthorized", new Code(Boolean.toString(mode.equals("verify"))));
        tls.text("caPem").ifPresent(pem -> ssl.put("ca", Js.text(pem)));
        tls.text("certificatePem").ifPresent(pem -> ssl.put("cert", Js.text(pem)));
        tls.text("keyPem").ifPresent(pem -> ssl.put("key", isPlaceholder(pem) ? Js.resolved(pem) : Js.text(pem)));
        place.put("ssl", ssl);
    }

    private void pool(String path, Fields pool, Map<String, Object> connection) {
        Map<String, Object> words = new LinkedHashMap<>();
        pool.all().forEach((name, field) -> {
            Optional<PoolSetting> setting = PoolSetting.of(name).filter(POOL::contains);
            if (setting.isPresent() && field.value() instanceof Text text) {
                words.put(
                        setting.get().word(),
                        setting.get().isFlag() ? new Code("" + text.text().equals("true")) : number(text.text()));
            } else {
                leftOut.add(path + ".pool." + name + ": is no setting of Knex");
            }
        });
        if (!words.isEmpty()) {
            connection.put("pool", words);
        }
    }

    private static Object plain(Value value) {
        return switch (value) {
            case Fields fields -> {
                Map<String, Object> members = new LinkedHashMap<>();
                fields.all().forEach((name, field) -> members.put(name, plain(field.value())));
                yield members;
            }
            case Items list ->
                new Code("["
                        + String.join(
                                ", ", list.items().stream().map(JsExport::item).toList()) + "]");
            case Text text
            when text.plain() && text.text().matches("true|false|-?[0-9]{1,15}(\\.[0-9]{1,9})?") ->
                new Code(text.text());
            case Text text -> Js.resolved(text.text());
            case Value.Nothing nothing -> new Code("null");
        };
    }

    @SuppressWarnings("unchecked")
    private static String item(Value value) {
        Object plain = plain(value);
        return plain instanceof Code code ? code.text() : Js.object((Map<String, ?>) plain, "    ");
    }
}
