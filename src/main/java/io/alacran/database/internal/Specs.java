package io.alacran.database.internal;

import io.alacran.database.DeployRequest;
import io.alacran.database.PortMapping;
import io.alacran.docker.ContainerSpec;
import io.alacran.docker.Labels;
import io.alacran.engine.DatabaseEngine;
import io.alacran.engine.EngineCatalog;
import io.alacran.engine.Login;
import io.alacran.problem.ProblemException;
import io.alacran.secret.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** From what was asked for to the container that fulfils it. */
@Component
class Specs {

    /** Ends the name of a container that is about to take another's place. */
    static final String NEXT = "--next";

    /** Ends the name of a container that another has taken the place of. */
    static final String OLD = "--old";

    private final EngineCatalog catalog;
    private final Secrets secrets;
    private final String prefix;

    Specs(EngineCatalog catalog, Secrets secrets, @Value("${alacran.prefix}") String prefix) {
        this.catalog = catalog;
        this.secrets = secrets;
        this.prefix = prefix;
    }

    String containerName(String name) {
        return prefix + name;
    }

    String nextName(String name) {
        return containerName(name) + NEXT;
    }

    String oldName(String name) {
        return containerName(name) + OLD;
    }

    DatabaseEngine engine(Desired d) {
        return catalog.get(d.engine());
    }

    /** @throws ProblemException {@code CONFLICT} when the password cannot be decrypted, or was forgotten with its key */
    Login login(Desired d) {
        if (d.password().equals(Secrets.FORGOTTEN)) {
            throw new ProblemException(
                    ProblemException.Kind.CONFLICT,
                    "The password of the database " + d.name() + " was forgotten, since its key was lost.",
                    "Store the one that it has: ./alacran cli store-password " + d.name());
        }
        return new Login(d.username(), secrets.decrypt(secretOwner(d.name()), d.password()), d.databaseName());
    }

    static String secretOwner(String name) {
        return "database/" + name + "/password";
    }

    /** The container for a database, under its own name. */
    ContainerSpec spec(Desired d) {
        return spec(d, containerName(d.name()));
    }

    /** The container that is to take the place of a database's present one, which still has the name. */
    ContainerSpec next(Desired d) {
        return spec(d, nextName(d.name()));
    }

    private static List<PortMapping> sorted(List<PortMapping> ports) {
        return ports.stream()
                .sorted(Comparator.comparing(PortMapping::hostPort).thenComparing(PortMapping::bindAddress))
                .toList();
    }

    private ContainerSpec spec(Desired d, String containerName) {
        DatabaseEngine engine = engine(d);
        Map<String, String> environment = new HashMap<>(d.environment());
        environment.putAll(engine.environment(login(d)));
        List<ContainerSpec.Published> ports = new ArrayList<>();
        // For the console itself, which on the host cannot reach the shared network: see Reachability.
        ports.add(new ContainerSpec.Published(engine.port(), PortMapping.LOOPBACK, 0));
        d.ports().forEach(p -> ports.add(new ContainerSpec.Published(engine.port(), p.bindAddress(), p.hostPort())));
        DeployRequest.Limits limits = d.limits();
        return new ContainerSpec(
                containerName,
                containerName(d.name()),
                engine.image(d.version()),
                engine.command(),
                environment,
                Map.of(
                        Labels.DATABASE, d.name(),
                        Labels.ENGINE, d.engine(),
                        Labels.VERSION, d.version(),
                        Labels.SPEC, hash(d)),
                List.of(containerName(d.name()), d.name()),
                d.volume(),
                engine.volumePath(d.version()),
                ports,
                limits == null ? null : limits.memoryBytes(),
                limits == null ? null : limits.cpus());
    }

    /**
     * Of all that makes one container differ from another. The password counts where the container takes it from its
     * environment at each start; it goes in encrypted, so that the label betrays nothing.
     */
    String hash(Desired d) {
        boolean inPlace = engine(d)
                .passwordChange("", new Login(d.username(), "", d.databaseName()), "")
                .isPresent();
        String text =
                (inPlace ? "" : d.password()) + d.engine() + "|" + engine(d).image(d.version()) + "|" + d.volume() + "|"
                        + sorted(d.ports()) + "|" + d.limits() + "|" + new TreeMap<>(d.environment());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
