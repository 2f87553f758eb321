package io.alacran.connectionfile.internal;

import io.alacran.connection.Environments;
import io.alacran.connection.PoolSetting;
import io.alacran.connectionfile.ConnectionFiles.Note;
import io.alacran.connectionfile.internal.ConnectionFile.Section;
import io.alacran.connectionfile.internal.Value.Fields;
import io.alacran.connectionfile.internal.Value.Text;
import io.alacran.engine.Dialect.Feature;
import io.alacran.engine.Dialects;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code spring.datasource} of an {@code application.yaml}, with its profiles as environments. Names are read as Spring
 * Boot does (relaxed binding): without regard to case, hyphens and underscores, dotted or nested.
 */
final class SpringImport {

    private static final String DATASOURCE = "spring.datasource.";
    private static final String HIKARI = DATASOURCE + "hikari.";
    private static final Pattern DEFAULTED = Pattern.compile("\\$\\{([^{}:]*):([^{}]*)}");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(?<name>[^{}:]+)(?::(?<usual>[^{}]*))?}");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}");
    private static final Pattern FLAG = Pattern.compile("true|false");

    private record Property(String name, Text value) {}

    private final String mainName;
    private final Dialects dialects;
    private final List<Note> notes;

    private SpringImport(String mainName, Dialects dialects, List<Note> notes) {
        this.mainName = mainName;
        this.dialects = dialects;
        this.notes = notes;
    }

    /** @throws io.alacran.problem.InvalidInputException where it is not YAML */
    static ConnectionFile read(String source, String mainName, Dialects dialects, List<Note> notes) {
        Mistakes mistakes = new Mistakes();
        List<Fields> documents = YamlText.read(source, mistakes);
        mistakes.complain();
        return new SpringImport(mainName, dialects, notes).read(documents);
    }

    /** What has no profile goes for all of them, as far as they do not say otherwise. */
    private ConnectionFile read(List<Fields> documents) {
        Map<String, Property> base = new LinkedHashMap<>();
        Map<String, Map<String, Property>> profiles = new LinkedHashMap<>();
        profiles.put(Environments.DEVELOPMENT, new LinkedHashMap<>());
        for (Fields document : documents) {
            Map<String, Property> properties = properties(document);
            Property profile =
                    properties.getOrDefault("spring.config.activate.onprofile", properties.get("spring.profiles"));
            if (profile == null) {
                base.putAll(properties);
                continue;
            }
            for (String word : profile.value().text().split(",")) {
                String environment = word.strip().toLowerCase(Locale.ROOT);
                if (Environments.isWord(environment)) {
                    profiles.computeIfAbsent(environment, _ -> new LinkedHashMap<>())
                            .putAll(properties);
                } else {
                    notes.add(new Note(
                            profile.value().line(),
                            "the document for '" + ConnectionFile.shown(word)
                                    + "' is left out: an environment is one profile, a word"));
                }
            }
        }
        ConnectionFile file = new ConnectionFile();
        profiles.forEach((environment, own) -> {
            Map<String, Property> merged = new LinkedHashMap<>(base);
            merged.putAll(own);
            boolean alone = own.keySet().stream().anyMatch(name -> name.startsWith(DATASOURCE));
            if (merged.containsKey(DATASOURCE + "url") && (alone || environment.equals(Environments.DEVELOPMENT))) {
                connection(environment, merged).ifPresent(fields -> {
                    Section section = new Section(fields.line());
                    section.connections().put(mainName, fields);
                    file.environments().put(environment, section.withDefault(new Text(fields.line(), mainName, false)));
                });
            } else if (alone) {
                notes.add(new Note(0, environment + ": is left out, it has no spring.datasource.url"));
            }
        });
        if (file.environments().isEmpty() && notes.isEmpty()) {
            throw Mistakes.one(1, "there is no spring.datasource.url in it");
        }
        return file;
    }

    private static Map<String, Property> properties(Fields document) {
        Map<String, Property> all = new LinkedHashMap<>();
        document.each((path, value) -> {
            if (value instanceof Text text) {
                String name = path.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
                all.put(name, new Property(path, text));
            }
        });
        return all;
    }

    private Optional<Fields> connection(String environment, Map<String, Property> properties) {
        Property url = java.util.Objects.requireNonNull(properties.get(DATASOURCE + "url"));
        int line = url.value().line();
        Fields fields = new Fields(line);
        JdbcUrl reader = new JdbcUrl(dialects, line, why -> note(environment, line, why));
        if (!reader.read(url.value().text(), part -> resolved(environment, url, part), fields)) {
            return Optional.empty();
        }
        properties.forEach((name, property) -> {
            if (name.startsWith(HIKARI)) {
                hikari(environment, name.substring(HIKARI.length()), property, fields);
            } else if (name.startsWith(DATASOURCE)) {
                switch (name.substring(DATASOURCE.length())) {
                    case "url" -> {}
                    case "username" -> put("username", environment, property, fields);
                    case "password" -> put("password", environment, property, fields);
                    default -> left(environment, property);
                }
            }
        });
        return Optional.of(fields);
    }

    private void hikari(String environment, String name, Property property, Fields fields) {
        String driver = "datasourceproperties.";
        Optional<PoolSetting> setting = java.util.Arrays.stream(PoolSetting.values())
                .filter(s -> s.hikariWord()
                        .filter(word -> word.toLowerCase(Locale.ROOT).equals(name))
                        .isPresent())
                .findFirst();
        if (setting.isPresent()) {
            Optional<Value> value = setting.get().isText()
                    ? Optional.of(property.value())
                    : plain(environment, property, NUMBER, "a whole number").map(Value.class::cast);
            value.ifPresent(v -> fields.in(v.line(), "pool").put(setting.get().word(), v));
        } else if (name.equals("username") || name.equals("password")) {
            put(name, environment, property, fields);
        } else if (name.equals("schema")
                && fields.text("client").filter(c -> hasSchemas(c)).isPresent()) {
            put(name, environment, property, fields);
        } else if (name.equals("readonly")) {
            plain(environment, property, FLAG, "true or false").ifPresent(flag -> fields.put("readOnly", flag));
        } else if (name.startsWith(driver)) {
            String option = property.name().substring(property.name().lastIndexOf('.') + 1);
            String client = fields.text("client").orElse("");
            dialects.of(client).stream()
                    .flatMap(d -> d.properties().stream())
                    .filter(p -> p.name().replaceAll("[-_]", "").equalsIgnoreCase(option.replaceAll("[-_]", "")))
                    .filter(p -> p.refusal(property.value().text()).isEmpty())
                    .findFirst()
                    .ifPresentOrElse(
                            p -> fields.in(property.value().line(), "properties")
                                    .put(
                                            property.value().line(),
                                            p.name(),
                                            property.value().text()),
                            () -> left(environment, property));
        } else {
            left(environment, property);
        }
    }

    private boolean hasSchemas(String client) {
        return dialects.of(client)
                .filter(d -> d.features().contains(Feature.SCHEMA))
                .isPresent();
    }

    /** A number or a flag, which Spring also takes quoted; one of the environment is what it is without it. */
    private Optional<Text> plain(String environment, Property property, Pattern values, String meaning) {
        int line = property.value().line();
        String shown = ConnectionFile.shown(property.name());
        String text = property.value().text().strip();
        Matcher variable = VARIABLE.matcher(text);
        boolean isVariable = variable.matches();
        String usual = isVariable ? variable.group("usual") : text;
        // YAML's numbers may have an underscore between their digits.
        String word =
                usual == null ? "" : usual.strip().toLowerCase(Locale.ROOT).replaceAll("(?<=[0-9])_(?=[0-9])", "");
        boolean known = values.matcher(word).matches();
        if (isVariable) {
            note(
                    environment,
                    line,
                    shown + " cannot come from the variable " + ConnectionFile.shown(variable.group("name"))
                            + (known ? "; " + word + ", which it is without it, is taken" : ", so it is left out"));
        } else if (!known) {
            note(environment, line, shown + " is left out, it is not " + meaning);
        }
        return known ? Optional.of(new Text(line, word, true)) : Optional.empty();
    }

    private void put(String field, String environment, Property property, Fields fields) {
        fields.put(property.value().line(), field, resolved(environment, property));
    }

    private String resolved(String environment, Property property) {
        return resolved(environment, property, property.value().text());
    }

    /** Placeholders have no default here. */
    private String resolved(String environment, Property property, String part) {
        Matcher each = DEFAULTED.matcher(part);
        while (each.find()) {
            note(
                    environment,
                    property.value().line(),
                    "what " + ConnectionFile.shown(property.name()) + " would be without the variable "
                            + ConnectionFile.shown(each.group(1)) + " is not taken over");
        }
        return each.reset().replaceAll("\\${$1}");
    }

    private void left(@Nullable String environment, Property property) {
        note(
                environment,
                property.value().line(),
                ConnectionFile.shown(property.name()) + " is left out, there is nothing like it here");
    }

    private void note(@Nullable String environment, int line, String message) {
        notes.add(new Note(line, environment + ": " + message));
    }
}
