package io.alacran.connectionfile.internal;

import io.alacran.connection.Environments;
import io.alacran.connectionfile.ConnectionFiles.Note;
import io.alacran.connectionfile.internal.ConnectionFile.Section;
import io.alacran.connectionfile.internal.JsValue.Choice;
import io.alacran.connectionfile.internal.JsValue.Keys;
import io.alacran.connectionfile.internal.JsValue.Literal;
import io.alacran.connectionfile.internal.JsValue.Obj;
import io.alacran.connectionfile.internal.JsValue.Opaque;
import io.alacran.connectionfile.internal.JsValue.Variable;
import io.alacran.connectionfile.internal.Value.Fields;
import io.alacran.connectionfile.internal.Value.Text;
import io.alacran.engine.Dialects;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What {@code ilana.config.js} or {@code knexfile.js} exports, as a connection file. */
final class JsConfig {

    private static final int MOST_CONNECTIONS = 1_000;

    private final String mainName;
    private final List<Note> notes;
    private final JsConnection connections;
    private final ConnectionFile file = new ConnectionFile();
    private int count;

    private JsConfig(String mainName, Dialects dialects, List<Note> notes) {
        this.mainName = mainName;
        this.notes = notes;
        this.connections = new JsConnection(dialects, notes);
    }

    /**
     * @param mainName what a connection is called that has no name, as in a knexfile
     * @param notes gets what is not taken over
     */
    static ConnectionFile read(JsValue exported, String mainName, Dialects dialects, List<Note> notes) {
        JsConfig config = new JsConfig(mainName, dialects, notes);
        config.read(exported);
        config.withoutEmpty();
        return config.file;
    }

    /** A file speaks for the environments that it names: one without connections would empty it where it is pruned. */
    private void withoutEmpty() {
        file.environments().entrySet().removeIf(environment -> {
            Fields kept = environment.getValue().migrations();
            boolean empty = environment.getValue().connections().isEmpty();
            if (empty && kept != null) {
                note(
                        kept.line(),
                        environment.getKey() + ".migrations: are left out, none of its connections is taken over");
            }
            return empty;
        });
    }

    private void read(JsValue exported) {
        switch (exported) {
            case Choice choice -> environments(choice.from());
            case Obj object when object.members().containsKey("connections") -> ilana(object);
            case Obj object when isConnection(object) -> add(Environments.DEVELOPMENT, mainName, object, object.line());
            case Obj object -> environments(object);
            case Opaque opaque ->
                throw Mistakes.one(
                        opaque.line(), "what it exports is " + opaque.what() + ", which would have to be run");
            default -> throw Mistakes.one(exported.line(), "what it exports are no connections");
        }
    }

    private static boolean isConnection(Obj object) {
        return object.members().containsKey("client") || object.members().containsKey("connection");
    }

    private void ilana(Obj config) {
        unknown(config, "");
        config.members().forEach((name, value) -> {
            switch (name) {
                case "connections", "default", "migrations" -> {}
                default -> note(value.line(), name + ": is not taken over, there is no such thing here");
            }
        });
        JsValue defaultName = config.members().getOrDefault("default", new Literal(config.line(), null));
        JsValue migrations = config.members().getOrDefault("migrations", new Literal(config.line(), null));
        JsValue all = config.members().get("connections");
        switch (all) {
            case Choice choice ->
                choice.from().members().forEach((environment, value) -> {
                    if (value instanceof Obj set) {
                        String word = environment(environment, value.line());
                        set(word, environment, set, defaultName);
                        migrations(word, environment, migrations);
                    } else {
                        opaque(environment, value);
                    }
                });
            case Obj set -> {
                set(Environments.DEVELOPMENT, "", set, defaultName);
                migrations(Environments.DEVELOPMENT, "", migrations);
            }
            case null, default -> opaque("connections", all == null ? config : all);
        }
    }

    private void set(String environment, String key, Obj set, JsValue defaultName) {
        unknown(set, key.isEmpty() ? "connections" : "connections." + key);
        file.section(environment);
        Map<String, String> names = new LinkedHashMap<>();
        set.members().forEach((name, value) -> {
            if (value instanceof Obj connection) {
                names.put(name, add(environment, name, connection, value.line()));
            } else {
                opaque("connections." + name, value);
            }
        });
        String chosen = switch (defaultName) {
            case Literal literal -> literal.value() == null ? "" : literal.text();
            case Choice choice when choice.from().members().get(key) instanceof Literal literal -> literal.text();
            // The first key of connections[env], whichever environment that is.
            case Keys keys
            when keys.first() -> set.members().keySet().stream().findFirst().orElse("");
            case Variable variable -> {
                String usual = variable.fallback() instanceof Literal literal && literal.truthy() ? literal.text() : "";
                note(
                        variable.line(),
                        "default: cannot come from the variable " + variable.name()
                                + (usual.isEmpty()
                                        ? ", so it is left out"
                                        : "; '" + ConnectionFile.shown(usual) + "', which it is without it, is taken"));
                yield usual;
            }
            default -> {
                opaque("default", defaultName);
                yield "";
            }
        };
        if (!chosen.isEmpty()) {
            String taken = names.get(chosen);
            if (taken != null && file.section(environment).connections().containsKey(taken)) {
                Section section = file.section(environment);
                file.environments().put(environment, section.withDefault(new Text(defaultName.line(), taken, false)));
            } else {
                note(
                        defaultName.line(),
                        "default: '" + ConnectionFile.shown(chosen) + "' is not a connection that is taken over");
            }
        }
    }

    /** @param key what the environment is called in the file */
    private void migrations(String environment, String key, JsValue migrations) {
        JsValue kept = migrations instanceof Choice choice
                ? choice.from().members().getOrDefault(key, new Literal(migrations.line(), null))
                : migrations;
        if (kept instanceof Obj section) {
            Fields fields = new JsPlain("migrations", notes).fields(section);
            Fields others = file.section(environment).migrations();
            if (others != null && !MigrationsSection.text(others).equals(MigrationsSection.text(fields))) {
                note(section.line(), "migrations." + key + ": is left out, '" + environment + "' has others already");
                return;
            }
            file.environments().put(environment, file.section(environment).withMigrations(fields));
        } else if (!(kept instanceof Literal literal && literal.value() == null)) {
            opaque("migrations", kept);
        }
    }

    /** As Knex has them: an environment is a connection, of which there may be more as {@code name@environment}. */
    private void environments(Obj config) {
        unknown(config, "");
        boolean any = false;
        for (Map.Entry<String, JsValue> entry : config.members().entrySet()) {
            String[] words = entry.getKey().split("@", 2);
            if (entry.getValue() instanceof Obj connection && isConnection(connection)) {
                any = true;
                int line = entry.getValue().line();
                String environment = environment(words[words.length - 1], line);
                String name = add(environment, words.length == 2 ? words[0] : mainName, connection, line);
                Section section = file.section(environment);
                if (words.length == 1 && section.connections().containsKey(name)) {
                    file.environments().put(environment, section.withDefault(new Text(line, name, false)));
                }
            } else {
                opaque(entry.getKey(), entry.getValue());
            }
        }
        if (!any) {
            throw Mistakes.one(
                    config.line(), "what it exports has neither connections nor a client nor environments with one");
        }
    }

    /** The name that it has here. */
    private String add(String environment, String name, Obj connection, int line) {
        String plain = name.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        plain = plain.length() > 63 ? plain.substring(0, 63).replaceAll("-+$", "") : plain;
        String path = environment + "." + ConnectionFile.shown(name);
        if (plain.isEmpty()) {
            note(line, path + ": has no letter or digit in its name, so it is left out");
            return plain;
        }
        if (!plain.equals(name)) {
            note(line, path + ": is called " + plain + " here, where names are of a-z, 0-9 and -");
        }
        Map<String, Fields> section = file.section(environment).connections();
        if (section.containsKey(plain) || ++count > MOST_CONNECTIONS) {
            note(
                    line,
                    path + ": is left out, "
                            + (section.containsKey(plain) ? plain + " is there already" : "there are too many"));
        } else {
            Optional<Fields> read = connections.read(path, connection);
            if (read.isPresent()) {
                section.put(plain, read.get());
            }
        }
        return plain;
    }

    private String environment(String word, int line) {
        String plain =
                word.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        plain = plain.length() > 20 ? plain.substring(0, 20).replaceAll("-+$", "") : plain;
        plain = plain.isEmpty() ? Environments.DEVELOPMENT : plain;
        if (!plain.equals(word)) {
            note(line, "the environment '" + ConnectionFile.shown(word) + "' is called " + plain + " here");
        }
        return plain;
    }

    private void unknown(Obj object, String path) {
        List<Opaque> unknown = new ArrayList<>(object.unknown());
        unknown.forEach(o -> note(
                o.line(),
                (path.isEmpty() ? "" : path + ": ") + "what comes from " + o.what()
                        + " is not known without running it"));
    }

    private void opaque(String path, JsValue value) {
        note(
                value.line(),
                ConnectionFile.shown(path) + ": is left out, "
                        + (value instanceof Opaque o
                                ? "it is " + o.what() + ", which is not run"
                                : "it is not what is expected here"));
    }

    private void note(int line, String message) {
        notes.add(new Note(line, message));
    }
}
