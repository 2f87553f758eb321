package io.alacran.docker.internal;

import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.api.model.ResponseItem;
import io.alacran.docker.Images;
import io.alacran.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class DockerJavaImages implements Images {

    /** Layers are named by the start of their digest; other ids in the stream are tags. */
    private static final Pattern LAYER_ID = Pattern.compile("[0-9a-f]{12}");

    private final DockerClients clients;

    DockerJavaImages(DockerClients clients) {
        this.clients = clients;
    }

    @Override
    public boolean present(String image) {
        return clients.call("look for the image " + image, c -> {
            try {
                c.inspectImageCmd(image).exec();
                return true;
            } catch (NotFoundException e) {
                return false;
            }
        });
    }

    @Override
    public void pull(String image, Consumer<List<Layer>> progress) {
        clients.stream("pull " + image, c -> {
            Pull pull = new Pull(progress);
            try {
                c.pullImageCmd(image).exec(pull).awaitCompletion();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ProblemException(
                        ProblemException.Kind.CONFLICT, "The pull of " + image + " was cancelled.", null, e);
            } catch (com.github.dockerjava.api.exception.DockerClientException e) {
                throw refused(image, pull.lastError, e);
            } catch (com.github.dockerjava.api.exception.DockerException e) {
                throw refused(image, DockerWords.reason(e), e);
            }
            return true;
        });
    }

    private static ProblemException refused(String image, @Nullable String reason, Throwable cause) {
        return new ProblemException(
                ProblemException.Kind.CONFLICT,
                "The image " + image + " could not be pulled: " + (reason == null ? cause.getMessage() : reason),
                "Check that the version exists, and that this machine reaches the image's registry " + "(docker pull "
                        + image + ").",
                cause);
    }

    static final class Pull extends PullImageResultCallback {

        private final Map<String, Layer> layers = new LinkedHashMap<>();
        private final Consumer<List<Layer>> progress;
        private @Nullable String lastError;

        Pull(Consumer<List<Layer>> progress) {
            this.progress = progress;
        }

        @Override
        public void onNext(PullResponseItem item) {
            super.onNext(item);
            if (item.getErrorDetail() != null) {
                lastError = item.getErrorDetail().getMessage();
            }
            String id = item.getId();
            if (id == null || !LAYER_ID.matcher(id).matches()) {
                return;
            }
            String status = String.valueOf(item.getStatus());
            Layer before = layers.get(id);
            long total = before == null ? 0 : before.totalBytes();
            long done = before == null ? 0 : before.doneBytes();
            ResponseItem.ProgressDetail detail = item.getProgressDetail();
            // Unpacking counts from zero again; the bar shows the download, and a layer that is done counts as whole.
            if (status.startsWith("Downloading") && detail != null) {
                total = detail.getTotal() == null ? total : detail.getTotal();
                done = detail.getCurrent() == null ? done : detail.getCurrent();
            } else if (!status.startsWith("Pulling fs") && !status.startsWith("Waiting")) {
                done = total;
            }
            layers.put(id, new Layer(id, status, done, total));
            progress.accept(new ArrayList<>(layers.values()));
        }
    }
}
