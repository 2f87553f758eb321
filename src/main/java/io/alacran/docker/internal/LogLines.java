package io.alacran.docker.internal;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cuts the engine's frames, which end anywhere, into lines; each stream for itself. */
final class LogLines extends ResultCallback.Adapter<Frame> {

    private static final Logger log = LoggerFactory.getLogger(LogLines.class);

    /** A line longer than this is handed on in pieces, so that memory stays bounded. */
    private static final int MAX_LINE = 64 * 1024;

    private final Map<StreamType, StringBuilder> begun = new EnumMap<>(StreamType.class);
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Consumer<String> line;
    private final Runnable end;

    LogLines(Consumer<String> line, Runnable end) {
        this.line = line;
        this.end = end;
    }

    @Override
    public void onNext(Frame frame) {
        StringBuilder open = begun.computeIfAbsent(frame.getStreamType(), t -> new StringBuilder());
        open.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
        int from = 0;
        for (int at = open.indexOf("\n"); at >= 0; at = open.indexOf("\n", from)) {
            line.accept(open.substring(from, at > from && open.charAt(at - 1) == '\r' ? at - 1 : at));
            from = at + 1;
        }
        open.delete(0, from);
        if (open.length() > MAX_LINE) {
            line.accept(open.toString());
            open.setLength(0);
        }
    }

    @Override
    public void onComplete() {
        finish();
        super.onComplete();
    }

    @Override
    public void onError(Throwable throwable) {
        log.debug("a container's log ended", throwable);
        finish();
        super.onError(throwable);
    }

    private void finish() {
        if (ended.compareAndSet(false, true)) {
            begun.values().stream().filter(b -> !b.isEmpty()).forEach(b -> line.accept(b.toString()));
            end.run();
        }
    }
}
