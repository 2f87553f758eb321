package io.alacran.engine.internal;

import io.alacran.engine.Endpoint;
import io.alacran.engine.Replication;
import io.alacran.engine.TlsMode;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.springframework.stereotype.Component;

/** MySQL through MariaDB's driver, which speaks its protocol and comes under a licence that allows shipping it. */
@Component
class MySqlDialect extends MariaDbDialect {

    static {
        VectorType.teach();
    }

    @Override
    public String client() {
        return "mysql";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("mysql2");
    }

    @Override
    public String title() {
        return "MySQL";
    }

    @Override
    public String editorDialect() {
        return "mysql";
    }

    /** MySQL 8.4 has no other words for it any more; 8.0.22 was the first with these. */
    @Override
    public Optional<Replication> replication() {
        return Optional.of(new MariaDbReplication("show replica status", "Seconds_Behind_Source"));
    }

    /** Only MariaDB takes a limit for one statement. */
    @Override
    public boolean limitsOnServer(String sql) {
        return false;
    }

    /** MySQL 8 and later send passwords only under TLS or under the server's public key. */
    @Override
    Properties options(Endpoint endpoint) {
        Properties options = super.options(endpoint);
        options.setProperty("allowPublicKeyRetrieval", Boolean.toString(endpoint.tls() == TlsMode.DISABLE));
        return options;
    }
}
