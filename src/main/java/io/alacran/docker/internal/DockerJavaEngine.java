package io.alacran.docker.internal;

import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.LocalNodeState;
import io.alacran.docker.DockerEngine;
import io.alacran.docker.EngineStatus;
import io.alacran.problem.ProblemException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class DockerJavaEngine implements DockerEngine {

    private static final long PATIENCE_SECONDS = 5;

    private final DockerClients clients;

    DockerJavaEngine(DockerClients clients) {
        this.clients = clients;
    }

    @Override
    public EngineStatus status() {
        CompletableFuture<EngineStatus> answer = new CompletableFuture<>();
        Thread.ofVirtual().name("engine-status").start(() -> {
            try {
                answer.complete(ask());
            } catch (ProblemException e) {
                answer.complete(refused(String.valueOf(e.getMessage()), e.remedy()));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return refused(
                    "The Docker engine at " + clients.host() + " took the question but gave no answer within "
                            + PATIENCE_SECONDS + " s.",
                    "Look at the engine's log (journalctl -u docker) and restart it.");
        } catch (ExecutionException e) {
            return refused("The Docker engine at " + clients.host() + " answered oddly: " + e.getCause(), null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return refused("The question to the Docker engine was interrupted.", null);
        }
    }

    private EngineStatus ask() {
        Info info =
                clients.call("ask the engine for its state", c -> c.infoCmd().exec());
        DockerClients.Negotiated negotiated = clients.negotiated();
        boolean swarm = info.getSwarm() != null && info.getSwarm().getLocalNodeState() == LocalNodeState.ACTIVE;
        return new EngineStatus(
                true,
                clients.host(),
                negotiated.engine().getVersion(),
                negotiated.apiVersion(),
                info.getOperatingSystem(),
                swarm,
                info.getNCPU() == null ? 0 : info.getNCPU(),
                null,
                null);
    }

    private EngineStatus refused(String found, @Nullable String remedy) {
        return new EngineStatus(false, clients.host(), null, null, null, false, 0, found, remedy);
    }
}
