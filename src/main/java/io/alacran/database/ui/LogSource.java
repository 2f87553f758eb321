package io.alacran.database.ui;

import io.alacran.database.Databases;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A database's log over the lives of its containers: each ends one stream, the next begins another. */
final class LogSource implements AutoCloseable {

    /** Comes before the first line of each stream; what was shown before belongs to another container. */
    static final String BEGIN = new String("begin");

    private static final Logger log = LoggerFactory.getLogger(LogSource.class);

    private final Databases databases;
    private final String name;
    private final int tail;
    private final Consumer<String> line;
    private @Nullable AutoCloseable stream;
    private boolean flowing;
    private boolean closed;

    LogSource(Databases databases, String name, int tail, Consumer<String> line) {
        this.databases = databases;
        this.name = name;
        this.tail = tail;
        this.line = line;
    }

    /** Begins a stream, unless one is flowing. Asks the engine on a thread of its own. */
    void open() {
        synchronized (this) {
            if (flowing || closed) {
                return;
            }
            flowing = true;
        }
        Thread.ofVirtual().name("log-" + name).start(this::begin);
    }

    private void begin() {
        try {
            line.accept(BEGIN);
            AutoCloseable begun = databases.logs(name, tail, true, line, this::ended);
            synchronized (this) {
                stream = begun;
                if (!closed) {
                    return;
                }
            }
            begun.close();
        } catch (Exception e) {
            line.accept("There is no log yet: " + e.getMessage());
            ended();
        }
    }

    private synchronized void ended() {
        flowing = false;
    }

    @Override
    public void close() {
        AutoCloseable ending;
        synchronized (this) {
            closed = true;
            ending = stream;
        }
        if (ending != null) {
            try {
                ending.close();
            } catch (Exception e) {
                log.warn("the log of {} could not be let go", name, e);
            }
        }
    }
}
