package io.alacran.connectionfile.internal;

import io.alacran.activity.ActivityLog;
import io.alacran.connection.ConnectionGroup;
import io.alacran.connection.Connections;
import io.alacran.connection.Groups;
import io.alacran.connection.NamedConnection;
import io.alacran.connectionfile.ConnectionFiles;
import io.alacran.connectionfile.FileFormat;
import io.alacran.connectionfile.internal.ConnectionFile.Section;
import io.alacran.connectionfile.internal.Described.Secret;
import io.alacran.connectionfile.internal.Value.Fields;
import io.alacran.connectionfile.internal.Value.Text;
import io.alacran.engine.Dialects;
import io.alacran.problem.InvalidInputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Files of the connections that this console has. */
@Service
class StoredConnectionFiles implements ConnectionFiles {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    private final Connections connections;
    private final Groups groups;
    private final MigrationsStore migrations;
    private final Dialects dialects;
    private final ActivityLog activity;

    StoredConnectionFiles(
            Connections connections,
            Groups groups,
            MigrationsStore migrations,
            Dialects dialects,
            ActivityLog activity) {
        this.connections = connections;
        this.groups = groups;
        this.migrations = migrations;
        this.dialects = dialects;
        this.activity = activity;
    }

    @Override
    public synchronized Outcome apply(String yaml, boolean prune, boolean dryRun) {
        Plan plan =
                new Applying(connections, groups, migrations, name -> System.getenv(name) != null, prune).plan(yaml);
        Outcome outcome = plan.outcome(dryRun);
        if (!dryRun && outcome.isChange()) {
            try {
                plan.carryOut();
            } finally {
                activity.record(
                        "connection-file.apply",
                        "connections",
                        Map.of(
                                "added", Long.toString(plan.done(Action.ADD)),
                                "changed", Long.toString(plan.done(Action.CHANGE)),
                                "removed", Long.toString(plan.done(Action.REMOVE))));
            }
        }
        return outcome;
    }

    @Override
    public Exported export(FileFormat format, @Nullable String environment) {
        ConnectionFile file = new ConnectionFile();
        Set<String> variables = new HashSet<>();
        Map<String, Fields> ofConnections = migrations.ofConnections();
        connections.list().stream()
                .sorted(Comparator.comparing(NamedConnection::environment).thenComparing(NamedConnection::name))
                .forEach(c -> {
                    Section section = file.section(c.environment());
                    Fields fields = withPlaceholders(c, variables);
                    Fields kept = ofConnections.get(c.id());
                    if (kept != null) {
                        fields.put("migrations", kept);
                    }
                    section.connections().put(c.name(), fields);
                    if (c.isDefault()) {
                        file.environments().put(c.environment(), section.withDefault(new Text(0, c.name(), false)));
                    }
                });
        groups.list().stream()
                .sorted(Comparator.comparing(ConnectionGroup::name))
                .forEach(group ->
                        file.section(group.environment()).groups().put(group.name(), GroupReader.described(group)));
        migrations
                .ofEnvironments()
                .forEach((word, kept) ->
                        file.environments().put(word, file.section(word).withMigrations(kept)));
        Exported exported = exported(chosen(file, environment), format, new ArrayList<>());
        activity.record(
                "connection-file.export",
                "connections",
                Map.of("format", format.word(), "environment", Objects.requireNonNullElse(environment, "all")));
        return exported;
    }

    /**
     * Which secrets there are is said by placeholders; the secrets themselves are not looked at.
     *
     * @param variables those that are taken: two connections never share one, or either would get the other's password
     */
    private Fields withPlaceholders(NamedConnection c, Set<String> variables) {
        Fields fields = Described.of(c);
        for (String stored : new TreeSet<>(connections.storedSecrets(c.reference()))) {
            for (Secret secret : Secret.values()) {
                if (secret.path().equals(stored)) {
                    String variable = secret.variable(c.environment(), c.name());
                    String free = variable;
                    for (int n = 2; !variables.add(free); n++) {
                        free = variable + "_" + n;
                    }
                    String placeholder = "${" + free + "}";
                    int dot = stored.indexOf('.');
                    Fields in = dot < 0 ? fields : fields.in(0, stored.substring(0, dot));
                    in.put(0, stored.substring(dot + 1), placeholder);
                }
            }
        }
        return fields;
    }

    @Override
    public Exported convert(String yaml, FileFormat format, @Nullable String environment) {
        Mistakes mistakes = new Mistakes();
        ConnectionFile file = ConnectionFile.read(yaml, mistakes);
        file.environments().forEach((word, section) -> {
            section.connections().forEach((name, fields) -> DraftReader.read(word, name, fields, null, mistakes));
            section.groups()
                    .forEach((name, fields) ->
                            GroupReader.of(word, name, fields, mistakes).draft(word, name));
        });
        mistakes.complain();
        return exported(chosen(file, environment), format, new ArrayList<>());
    }

    private static ConnectionFile chosen(ConnectionFile file, @Nullable String environment) {
        if (environment != null && !file.environments().containsKey(environment)) {
            throw new InvalidInputException(
                    "environment",
                    "'" + ConnectionFile.shown(environment) + "' has no connections; there are "
                            + String.join(", ", file.environments().keySet()));
        }
        return file.only(environment);
    }

    private Exported exported(ConnectionFile file, FileFormat format, List<String> leftOut) {
        String text = switch (format) {
            case ALACRAN -> file.yaml();
            case ILANA -> new JsExport(dialects, leftOut).ilana(file);
            case KNEX -> new JsExport(dialects, leftOut).knex(file);
            case SPRING -> new SpringExport(dialects, leftOut).write(file);
            case ENV -> new EnvExport(leftOut).write(file);
        };
        TreeSet<String> secrets = new TreeSet<>();
        file.environments()
                .values()
                .forEach(section -> section.connections()
                        .values()
                        .forEach(fields -> fields.each((path, value) -> secrets(path, value, secrets))));
        return new Exported(format.fileName(), text, List.copyOf(secrets), leftOut);
    }

    private static void secrets(String path, Value value, TreeSet<String> secrets) {
        boolean secret =
                java.util.Arrays.stream(Secret.values()).anyMatch(s -> s.path().equals(path));
        if (secret && value instanceof Text text) {
            Matcher variable = VARIABLE.matcher(text.text());
            if (variable.matches()) {
                secrets.add(variable.group(1));
            }
        }
    }

    @Override
    public Imported read(String fileName, String source, @Nullable String name) {
        String main = Objects.requireNonNullElse(name, "main");
        if (!NamedConnection.isName(main)) {
            throw new InvalidInputException(
                    "name", "'" + ConnectionFile.shown(main) + "' is not " + NamedConnection.NAME_RULE);
        }
        String lower = fileName.toLowerCase(Locale.ROOT);
        List<Note> leftOut = new ArrayList<>();
        ConnectionFile file;
        if (lower.matches(".*\\.[cm]?js")) {
            file = JsConfig.read(JsFile.exports(source, leftOut), main, dialects, leftOut);
        } else if (lower.matches(".*\\.ya?ml")) {
            file = SpringImport.read(source, main, dialects, leftOut);
        } else {
            throw new InvalidInputException(
                    "fileName",
                    "'" + ConnectionFile.shown(fileName)
                            + "' is not a file that can be read: ilana.config.js, knexfile.js or application.yaml");
        }
        leftOut.sort(Comparator.comparingInt(Note::line));
        return new Imported(
                file.yaml(), leftOut.stream().distinct().limit(MOST_NOTES).toList());
    }

    private static final int MOST_NOTES = 500;
}
