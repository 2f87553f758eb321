package io.alacran.database.internal;

import io.alacran.database.DeployRequest;
import io.alacran.database.PortMapping;
import io.alacran.docker.Containers;
import io.alacran.docker.Volumes;
import io.alacran.engine.DatabaseEngine;
import io.alacran.engine.EngineCatalog;
import io.alacran.engine.Login;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import io.alacran.problem.ProblemException;
import io.alacran.secret.Passwords;
import io.alacran.secret.Secrets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** From a request to what is asked for, or to the list of all that is wrong with it. */
@Component
class DeployValidation {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");
    private static final Pattern FORBIDDEN_VARIABLE =
            Pattern.compile("PGDATA|POSTGRES_HOST_AUTH_METHOD|.*_ALLOW_EMPTY_.*|.*_RANDOM_ROOT_PASSWORD|.*_FILE");
    private static final Pattern TAG_REST = Pattern.compile("([.-][A-Za-z0-9][A-Za-z0-9.-]{0,40})?");

    /** The bastion's container has the one name, the address of the form for a deploy the other. */
    private static final Set<String> RESERVED = Set.of("ssh", "deploy");

    private final EngineCatalog catalog;
    private final DatabaseStore store;
    private final RetainedVolumes retained;
    private final Containers containers;
    private final Volumes volumes;
    private final PortValidation ports;
    private final LimitsValidation limits;
    private final Specs specs;
    private final Secrets secrets;

    DeployValidation(
            EngineCatalog catalog,
            DatabaseStore store,
            RetainedVolumes retained,
            Containers containers,
            Volumes volumes,
            PortValidation ports,
            LimitsValidation limits,
            Specs specs,
            Secrets secrets) {
        this.catalog = catalog;
        this.store = store;
        this.retained = retained;
        this.containers = containers;
        this.volumes = volumes;
        this.ports = ports;
        this.limits = limits;
        this.specs = specs;
        this.secrets = secrets;
    }

    Desired check(DeployRequest r) {
        List<FieldError> errors = new ArrayList<>();
        String name = r.name() == null ? "" : r.name();
        Optional<String> nameError = nameError(name);
        nameError.ifPresent(e -> errors.add(new FieldError("name", e)));
        String engineId = r.engine() == null ? "" : r.engine();
        Optional<DatabaseEngine> engine = catalog.find(engineId);
        if (engine.isEmpty()) {
            errors.add(new FieldError(
                    "engine",
                    "\"" + engineId + "\" is not in the catalog; there are "
                            + String.join(
                                    ", ",
                                    catalog.engines().stream()
                                            .map(DatabaseEngine::id)
                                            .toList())));
        }
        List<PortMapping> mappings = r.ports() == null ? List.of() : List.copyOf(r.ports());
        errors.addAll(ports.errors(mappings, name));
        errors.addAll(limits.errors(r.limits()));
        Map<String, String> environment = new LinkedHashMap<>();
        if (r.env() != null) {
            r.env().forEach((key, value) -> environment.put(key, value == null ? "" : value));
        }
        Optional<RetainedVolumes.Retained> volume = volume(r.volume(), engine, errors);
        String version = engine.map(e -> version(r, e, volume, errors)).orElse("");
        String password = r.password() == null || r.password().isEmpty() ? Passwords.generate() : r.password();
        Passwords.refusal(password, name, r.username() == null ? "" : r.username())
                .ifPresent(e -> errors.add(new FieldError("password", "it " + e)));
        Login login =
                engine.map(e -> login(r, name, password, e, volume, errors)).orElse(new Login("", "", ""));
        engine.ifPresent(e -> variables(environment, e.environment(login).keySet(), errors));
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
        return new Desired(
                name,
                engineId,
                version,
                blankToNull(r.description()),
                volume.map(RetainedVolumes.Retained::name).orElseGet(() -> freshVolumeName(name)),
                volume.isPresent(),
                login.username(),
                login.databaseName(),
                secrets.encrypt(Specs.secretOwner(name), login.password()),
                null,
                environment,
                r.limits() == null || r.limits().none() ? null : r.limits(),
                mappings,
                false,
                false,
                null,
                Instant.now().truncatedTo(ChronoUnit.MICROS));
    }

    /** What is wrong with a name for a new database, as far as the console knows without asking the engine. */
    Optional<String> nameErrorHere(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.of("\"" + name + "\" is not a name: use 1 to 40 of a-z, 0-9 and -, with a letter or digit"
                    + " at both ends");
        }
        if (RESERVED.contains(name) || name.endsWith(Specs.NEXT) || name.endsWith(Specs.OLD)) {
            return Optional.of("\"" + name + "\" is kept for the console itself");
        }
        return store.find(name).isPresent()
                ? Optional.of("\"" + name + "\" is taken by another database")
                : Optional.empty();
    }

    private Optional<String> nameError(String name) {
        Optional<String> here = nameErrorHere(name);
        if (here.isPresent()) {
            return here;
        }
        try {
            if (containers.find(specs.containerName(name)).isPresent()) {
                return Optional.of("a container named " + specs.containerName(name)
                        + " exists that this console does not manage; it is left alone");
            }
        } catch (ProblemException e) {
            // That the engine does not answer is said by the deploy itself, once.
            return Optional.empty();
        }
        return Optional.empty();
    }

    private Optional<RetainedVolumes.Retained> volume(
            @Nullable String name, Optional<DatabaseEngine> engine, List<FieldError> errors) {
        if (name == null || name.isBlank()) {
            return Optional.empty();
        }
        Optional<RetainedVolumes.Retained> found = retained.find(name);
        boolean used = store.all().stream().anyMatch(d -> d.volume().equals(name));
        if (used) {
            errors.add(
                    new FieldError("volume", "\"" + name + "\" is in use by another database; one writer per volume"));
        } else if (found.isEmpty() || volumes.find(name).isEmpty()) {
            errors.add(
                    new FieldError("volume", "\"" + name + "\" is not a volume that was kept from a removed database"));
        } else if (engine.isPresent() && !engine.get().id().equals(found.get().engine())) {
            errors.add(new FieldError(
                    "volume", "\"" + name + "\" holds data of " + found.get().engine()));
        }
        return found;
    }

    private static String version(
            DeployRequest r,
            DatabaseEngine engine,
            Optional<RetainedVolumes.Retained> volume,
            List<FieldError> errors) {
        String standard = volume.map(RetainedVolumes.Retained::version).orElse(engine.defaultVersion());
        String version = r.version() == null || r.version().isBlank()
                ? standard
                : r.version().strip();
        boolean known = engine.versions().stream()
                .anyMatch(v -> version.startsWith(v)
                        && TAG_REST.matcher(version.substring(v.length())).matches());
        if (!known) {
            errors.add(new FieldError(
                    "version",
                    "\"" + version + "\" is not a version of " + engine.title() + " in the catalog; there are "
                            + String.join(", ", engine.versions()) + " and their minor versions"));
        } else if (volume.isPresent() && !version.equals(volume.get().version())) {
            errors.add(new FieldError(
                    "version",
                    "the volume was written by version " + volume.get().version() + ", take the same"));
        }
        return version;
    }

    private Login login(
            DeployRequest r,
            String name,
            String password,
            DatabaseEngine engine,
            Optional<RetainedVolumes.Retained> volume,
            List<FieldError> errors) {
        if (volume.isPresent()) {
            RetainedVolumes.Retained v = volume.get();
            if (v.password().equals(Secrets.FORGOTTEN)) {
                if (r.password() == null || r.password().isEmpty()) {
                    errors.add(new FieldError(
                            "password",
                            "the volume's was forgotten, since its key was lost; give the one that its data have"));
                }
                return new Login(v.username(), password, v.databaseName());
            }
            return new Login(
                    v.username(), secrets.decrypt(volumeSecretOwner(v.name()), v.password()), v.databaseName());
        }
        String username = r.username() == null || r.username().isBlank() ? engine.defaultUsername() : r.username();
        if (!engine.usernameChoosable() && !username.equals(engine.defaultUsername())) {
            errors.add(new FieldError(
                    "username", engine.title() + "'s first user is always \"" + engine.defaultUsername() + "\""));
        } else if (!IDENTIFIER.matcher(username).matches()) {
            errors.add(new FieldError("username", "\"" + username + "\" is not a user name: " + IDENTIFIER_RULE));
        }
        String standard = engine.defaultDatabaseName(name);
        // A name such as "1shop" makes no identifier.
        String safe = standard.isEmpty() || IDENTIFIER.matcher(standard).matches() ? standard : "db_" + standard;
        String databaseName = r.databaseName() == null || r.databaseName().isBlank() ? safe : r.databaseName();
        if (!engine.databaseNameChoosable() && !databaseName.equals(safe)) {
            errors.add(new FieldError("databaseName", noSuchDatabase(engine, databaseName, safe)));
        } else if (!databaseName.isEmpty()
                && !databaseName.equals(safe)
                && !IDENTIFIER.matcher(databaseName).matches()) {
            errors.add(new FieldError(
                    "databaseName", "\"" + databaseName + "\" is not a database name: " + IDENTIFIER_RULE));
        }
        return new Login(username, password, databaseName);
    }

    private static final String IDENTIFIER_RULE = "use 1 to 63 of A-Z, a-z, 0-9 and _, beginning with a letter or _";

    private static String noSuchDatabase(DatabaseEngine engine, String wanted, String only) {
        return only.isEmpty()
                ? engine.title() + " has no databases with names; leave \"" + wanted + "\" out"
                : engine.title() + " makes no database at its first start, so there is only \"" + only + "\"; leave \""
                        + wanted + "\" out and create it in the workbench";
    }

    private static void variables(Map<String, String> environment, Set<String> own, List<FieldError> errors) {
        environment.forEach((key, value) -> {
            if (!VARIABLE.matcher(key).matches()) {
                errors.add(new FieldError("env." + key, "\"" + key + "\" is not a variable's name"));
            } else if (FORBIDDEN_VARIABLE.matcher(key).matches()) {
                errors.add(new FieldError(
                        "env." + key,
                        key + " would move the data off the volume or open the database without a password"));
            } else if (own.contains(key)) {
                errors.add(
                        new FieldError("env." + key, key + " is set by the console from the fields of this request"));
            } else if (value.indexOf('\0') >= 0) {
                errors.add(new FieldError("env." + key, "its value contains a NUL character"));
            }
        });
    }

    /** One that is not there yet: data of another database are never taken over by accident. */
    private String freshVolumeName(String name) {
        String wanted = specs.containerName(name) + "-data";
        String free = wanted;
        for (int n = 2; volumes.find(free).isPresent() || retained.find(free).isPresent(); n++) {
            free = wanted + "-" + n;
        }
        return free;
    }

    static String volumeSecretOwner(String volume) {
        return "volume/" + volume + "/password";
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
