package io.alacran.connectionfile.internal;

import io.alacran.connection.Environments;
import io.alacran.connectionfile.internal.Value.Field;
import io.alacran.connectionfile.internal.Value.Fields;
import io.alacran.connectionfile.internal.Value.Nothing;
import io.alacran.connectionfile.internal.Value.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Connections by environment and their groups, in the words of the API, as {@code alacran.yaml} has them. */
record ConnectionFile(Map<String, Section> environments) {

    private static final String COMMENT = """
            Connections of Alacran. To see what it would change: ./alacran cli apply -f alacran.yaml --dry-run""";

    /**
     * One environment.
     *
     * @param defaultName the connection that is used where none is named; null where the file does not say
     * @param connections by name
     * @param groups primaries with their replicas, by name
     * @param migrations as they were found, kept for other tools
     */
    record Section(
            int line,
            @Nullable Text defaultName,
            Map<String, Fields> connections,
            Map<String, Fields> groups,
            @Nullable Fields migrations) {

        Section(int line) {
            this(line, null, new LinkedHashMap<>(), new LinkedHashMap<>(), null);
        }

        Section withDefault(@Nullable Text name) {
            return new Section(line, name, connections, groups, migrations);
        }

        Section withMigrations(@Nullable Fields kept) {
            return new Section(line, defaultName, connections, groups, kept);
        }
    }

    ConnectionFile() {
        this(new LinkedHashMap<>());
    }

    /** The one of that name, made when it is not there. */
    Section section(String environment) {
        return environments.computeIfAbsent(environment, _ -> new Section(0));
    }

    /** Only that environment; all for null. */
    ConnectionFile only(@Nullable String environment) {
        if (environment == null) {
            return this;
        }
        Map<String, Section> one = new LinkedHashMap<>();
        Section section = environments.get(environment);
        if (section != null) {
            one.put(environment, section);
        }
        return new ConnectionFile(one);
    }

    /** Every mistake in its structure is added; what the fields of a connection hold is looked at later. */
    static ConnectionFile read(String yaml, Mistakes mistakes) {
        ConnectionFile file = new ConnectionFile();
        List<Fields> documents = YamlText.read(yaml, mistakes);
        if (documents.size() > 1) {
            mistakes.add(documents.get(1).line(), "is a second document; an alacran.yaml is one");
        }
        if (documents.isEmpty()) {
            if (mistakes.isEmpty()) {
                mistakes.add(1, "the file is empty; it has 'environments' with 'connections'");
            }
            return file;
        }
        Fields root = documents.getFirst();
        unknown(root, List.of("environments"), "", mistakes);
        if (root.all().get("environments") == null) {
            mistakes.add(root.line(), "'environments' is missing");
            return file;
        }
        inner(root, "environments", "environments", mistakes).all().forEach((name, field) -> {
            if (!Environments.isWord(name)) {
                mistakes.add(field.line(), "'" + name + "' is not an environment: " + Environments.RULE);
            }
            if (field.value() instanceof Fields environment) {
                file.environments.put(name, section(name, field.line(), environment, mistakes));
            } else if (!(field.value() instanceof Nothing)) {
                mistakes.add(field.line(), name + ": is " + field.value().kind() + ", not names with values");
            }
        });
        return file;
    }

    private static Section section(String environment, int line, Fields fields, Mistakes mistakes) {
        unknown(fields, List.of("default", "connections", "groups", "migrations"), environment + ".", mistakes);
        Map<String, Fields> connections = named(environment, fields, "connections", "", mistakes);
        Text defaultName = null;
        if (fields.get("default") instanceof Text text) {
            defaultName = text;
            if (!connections.containsKey(text.text())) {
                mistakes.add(
                        text.line(),
                        environment + ".default: '" + text.text()
                                + "' is not among the connections that the file has of this environment");
            }
        } else if (fields.get("default") != null) {
            mistakes.add(fields.lineOf("default"), environment + ".default: is not the name of a connection");
        }
        return new Section(
                line,
                defaultName,
                connections,
                named(environment, fields, "groups", "groups.", mistakes),
                fields.get("migrations") == null
                        ? null
                        : inner(fields, "migrations", environment + ".migrations", mistakes));
    }

    /** Things by name, each with its fields. */
    private static Map<String, Fields> named(
            String environment, Fields fields, String name, String prefix, Mistakes mistakes) {
        Map<String, Fields> all = new LinkedHashMap<>();
        inner(fields, name, environment + "." + name, mistakes).all().forEach((key, field) -> {
            if (field.value() instanceof Fields one) {
                // Errors about the whole are at its name.
                all.put(key, new Fields(field.line(), one.all()));
            } else {
                mistakes.add(
                        field.line(),
                        environment + "." + prefix + ConnectionFile.shown(key) + ": is "
                                + field.value().kind() + ", not names with values");
            }
        });
        return all;
    }

    private static Fields inner(Fields fields, String name, String path, Mistakes mistakes) {
        Value value = fields.get(name);
        int line = fields.lineOf(name);
        if (value instanceof Fields inner) {
            return new Fields(line, inner.all());
        }
        if (value != null) {
            mistakes.add(line, path + ": is " + value.kind() + ", not names with values");
        }
        return new Fields(line);
    }

    static void unknown(Fields fields, List<String> known, String prefix, Mistakes mistakes) {
        for (Map.Entry<String, Field> field : fields.all().entrySet()) {
            if (!known.contains(field.getKey())) {
                mistakes.add(
                        field.getValue().line(),
                        prefix + shown(field.getKey()) + ": is not known here; there is " + String.join(", ", known));
            }
        }
    }

    static String shown(String name) {
        String plain = name.replaceAll("\\p{Cntrl}", "?");
        return plain.length() > 100 ? plain.substring(0, 100) + "…" : plain;
    }

    String yaml() {
        Fields sections = new Fields(0);
        environments.forEach((name, section) -> {
            Fields one = sections.in(0, name);
            if (section.defaultName() != null) {
                one.put("default", section.defaultName());
            }
            Fields connections = new Fields(0);
            section.connections()
                    .forEach((connection, fields) -> connections.put(connection, DraftReader.sorted(fields)));
            one.put("connections", connections);
            section.groups().forEach((group, fields) -> one.in(0, "groups").put(group, fields));
            if (section.migrations() != null) {
                one.put("migrations", section.migrations());
            }
        });
        Fields root = new Fields(0);
        root.put("environments", sections);
        return YamlText.write(COMMENT, root);
    }
}
