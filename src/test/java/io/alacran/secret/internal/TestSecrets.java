package io.alacran.secret.internal;

import io.alacran.TestStore;
import io.alacran.secret.SecretColumn;
import io.alacran.secret.Secrets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A store with secrets of things, and the key as it is after each start. */
class TestSecrets implements AutoCloseable {

    final List<Object> published = new ArrayList<>();
    final JdbcClient store;
    Secrets secrets;
    KeyRotation keys;
    private final Path home;
    private final DataSource source;
    private final EncryptedColumns columns;
    private final TransactionTemplate transaction;

    TestSecrets(Path home) throws IOException {
        this.home = home;
        source = TestStore.open();
        store = JdbcClient.create(source);
        store.sql("create table thing (name varchar(20) primary key, secret text)")
                .update();
        columns = new EncryptedColumns(
                store,
                List.of(() -> List.of(
                        new SecretColumn("thing", "name", "secret", "thing/%s", "name", "secret of %s", null))));
        transaction = new TransactionTemplate(new JdbcTransactionManager(source));
        KeyRing ring = new KeyRing(home, "", "", columns);
        secrets = new AesGcmSecrets(ring);
        keys = new KeyRotation(
                ring,
                new LostKey(ring, columns, transaction, published::add),
                secrets,
                columns,
                transaction,
                published::add);
    }

    final void start() throws IOException {
        start("", "");
    }

    final void start(String key, String previous) throws IOException {
        KeyRing ring = new KeyRing(home, key, previous, columns);
        secrets = new AesGcmSecrets(ring);
        keys = new KeyRotation(
                ring,
                new LostKey(ring, columns, transaction, published::add),
                secrets,
                columns,
                transaction,
                published::add);
        keys.forgetPrevious();
    }

    void keep(String name, String clearText) {
        put(name, secrets.encrypt("thing/" + name, clearText));
    }

    void put(String name, String encrypted) {
        store.sql("delete from thing where name = ?").param(name).update();
        store.sql("insert into thing (name, secret) values (?, ?)")
                .params(name, encrypted)
                .update();
    }

    /** Empty where there is none. */
    String stored(String name) {
        return store.sql("select coalesce(secret, '') from thing where name = ?")
                .param(name)
                .query(String.class)
                .single();
    }

    String read(String name) {
        return secrets.decrypt("thing/" + name, stored(name));
    }

    @Override
    public void close() {
        TestStore.close(source);
    }
}
