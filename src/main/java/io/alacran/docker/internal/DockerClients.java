package io.alacran.docker.internal;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.alacran.problem.ProblemException;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The client of the engine, made when first needed and made anew after the engine was gone, because another engine
 * version may have come back.
 */
@Component
class DockerClients {

    /** The newest API version docker-java knows how to speak. */
    private static final RemoteApiVersion NEWEST_SPOKEN = RemoteApiVersion.VERSION_1_44;

    /** More than the longest grace of a stop. */
    private static final Duration ANSWER = Duration.ofSeconds(90);

    private static final Duration FIRST_ANSWER = Duration.ofSeconds(10);

    private final DockerSettings settings;
    private @Nullable Negotiated negotiated;

    DockerClients(DockerSettings settings) {
        this.settings = settings;
    }

    /** A client with the version both sides agreed on. */
    record Negotiated(DockerClient client, DockerClient streaming, Version engine, String apiVersion) {}

    String host() {
        return settings.hostOrDefault();
    }

    /**
     * Asks the engine something.
     *
     * @param what for messages, such as "start srv-alacran--shop"
     */
    <T> T call(String what, Function<DockerClient, T> question) {
        return call(what, Negotiated::client, question);
    }

    /** Like {@link #call} for what may be silent for as long as it likes: pulls, logs, events, commands inside. */
    <T> T stream(String what, Function<DockerClient, T> question) {
        return call(what, Negotiated::streaming, question);
    }

    /**
     * Asks what docker-java has no question for.
     *
     * @param path with its query, without the version
     */
    JsonNode json(String path) {
        DockerHttpClient.Request question = DockerHttpClient.Request.builder()
                .method(DockerHttpClient.Request.Method.GET)
                .path("/v" + negotiated().apiVersion() + path)
                .build();
        return call("ask for " + path, client -> {
            try (DockerHttpClient.Response answer =
                    ((DockerClientImpl) client).getHttpClient().execute(question)) {
                if (answer.getStatusCode() != 200) {
                    String said = new String(answer.getBody().readAllBytes(), StandardCharsets.UTF_8);
                    throw answer.getStatusCode() == 404
                            ? new NotFoundException(said)
                            : new DockerException(said, answer.getStatusCode());
                }
                return JsonMapper.shared().readTree(answer.getBody());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private <T> T call(String what, Function<Negotiated, DockerClient> which, Function<DockerClient, T> question) {
        Negotiated present = negotiated();
        try {
            return question.apply(which.apply(present));
        } catch (NotFoundException e) {
            throw new ProblemException(
                    ProblemException.Kind.NOT_FOUND, "Could not " + what + ": " + DockerWords.reason(e), null, e);
        } catch (ConflictException e) {
            throw new ProblemException(
                    ProblemException.Kind.CONFLICT, "Could not " + what + ": " + DockerWords.reason(e), null, e);
        } catch (DockerException e) {
            throw new ProblemException(
                    ProblemException.Kind.CONFLICT,
                    "Docker refused to " + what + ": " + DockerWords.reason(e),
                    null,
                    e);
        } catch (RuntimeException e) {
            if (!DockerWords.causedByConnection(e)) {
                throw e;
            }
            forget(present);
            throw DockerWords.unavailable(host(), e);
        }
    }

    /** The client in use, or a new one; throws DockerUnavailableException when the engine does not answer. */
    synchronized Negotiated negotiated() {
        if (negotiated == null) {
            negotiated = negotiate();
        }
        return negotiated;
    }

    private Negotiated negotiate() {
        // Without a version in the path every engine answers /version; only then is it known which one to ask with.
        DockerClient first = client(RemoteApiVersion.UNKNOWN_VERSION, FIRST_ANSWER);
        try {
            Version engine = first.versionCmd().exec();
            RemoteApiVersion newest = RemoteApiVersion.parseConfig(engine.getApiVersion());
            RemoteApiVersion agreed = newest.isGreater(NEWEST_SPOKEN) ? NEWEST_SPOKEN : newest;
            String oldest = engine.getMinAPIVersion();
            if (oldest != null && RemoteApiVersion.parseConfig(oldest).isGreater(agreed)) {
                agreed = RemoteApiVersion.parseConfig(oldest);
            }
            return new Negotiated(
                    client(agreed, ANSWER),
                    client(agreed, null),
                    engine,
                    agreed.asWebPathPart().substring(1));
        } catch (RuntimeException e) {
            throw DockerWords.unavailable(host(), e);
        } finally {
            close(first);
        }
    }

    private DockerClient client(RemoteApiVersion version, @Nullable Duration patience) {
        DockerClientConfig config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(host())
                .withApiVersion(version)
                .build();
        return DockerClientImpl.getInstance(
                config,
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .sslConfig(config.getSSLConfig())
                        .maxConnections(100)
                        .connectionTimeout(Duration.ofSeconds(5))
                        .responseTimeout(patience)
                        .build());
    }

    private synchronized void forget(Negotiated present) {
        if (negotiated == present) {
            close();
        }
    }

    @PreDestroy
    synchronized void close() {
        if (negotiated != null) {
            close(negotiated.client());
            close(negotiated.streaming());
            negotiated = null;
        }
    }

    private static void close(DockerClient client) {
        try {
            client.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
