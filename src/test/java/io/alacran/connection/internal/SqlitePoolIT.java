package io.alacran.connection.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Pools of a SQLite file, which many may read at a time: its sessions are the descriptors that are open on it. */
class SqlitePoolIT extends PoolContract {

    private static final String FILE = "sample/sample.db";

    @Override
    TestConnections connections() {
        TestConnections made = TestConnections.withSample(home);
        made.connections.create(TestConnections.file("shop", FILE, false));
        return made;
    }

    @Override
    String quick() {
        return "select 7 where (select count(*) from order_items join customers on quantity < customers.id) > 0";
    }

    @Override
    String slow() {
        return "select 7 where (select count(*) from order_items join orders on quantity < orders.id) > 0";
    }

    @Override
    long sessions() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            Path file = home.toRealPath().resolve(FILE);
            return open.filter(descriptor -> leadsTo(descriptor, file)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean leadsTo(Path descriptor, Path file) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file);
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
