package io.alacran.connectionfile.internal;

import io.alacran.connection.Environments;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.SlowStatementSettings;
import io.alacran.connection.SshTunnelSettings;
import io.alacran.connectionfile.internal.Value.Fields;
import io.alacran.connectionfile.internal.Value.Items;
import io.alacran.connectionfile.internal.Value.Text;
import io.alacran.engine.TlsMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A stored connection in the words of the file, without what is as usual and without its secrets. */
final class Described {

    /** What the file calls the secrets, and how the variable ends that stands for each in an export. */
    enum Secret {
        PASSWORD("password", "PASSWORD"),
        KEY("tls.keyPem", "TLS_KEY"),
        SSH_PASSWORD("sshTunnel.password", "SSH_PASSWORD"),
        SSH_KEY("sshTunnel.privateKey", "SSH_KEY"),
        SSH_PASSPHRASE("sshTunnel.passphrase", "SSH_PASSPHRASE");

        private final String path;
        private final String suffix;

        Secret(String path, String suffix) {
            this.path = path;
            this.suffix = suffix;
        }

        String path() {
            return path;
        }

        /** Such as {@code SHOP_PASSWORD}, or {@code SHOP_PRODUCTION_PASSWORD}; the same in each export. */
        String variable(String environment, String name) {
            String words = environment.equals(Environments.DEVELOPMENT) ? name : name + "_" + environment;
            String variable = words.replace('-', '_').toUpperCase(Locale.ROOT) + "_" + suffix;
            // Variables of the console itself are refused as placeholders, and none begins with a digit.
            return variable.matches("(ALACRAN|SPRING_|SERVER_|MANAGEMENT_|JAVA_|JDK_|DOCKER_|[0-9]).*")
                    ? "DB_" + variable
                    : variable;
        }
    }

    private Described() {}

    static Fields of(NamedConnection c) {
        Fields f = new Fields(0);
        f.put(0, "description", c.description());
        if (c.managedDatabase() == null) {
            f.put(0, "client", c.client());
        }
        f.put(0, "managedDatabase", c.managedDatabase());
        f.put(0, "host", c.host());
        f.put(0, "port", c.port());
        f.put(0, "databaseName", c.databaseName());
        f.put(0, "filename", c.filename());
        f.put(0, "username", c.username());
        f.put(0, "password", c.passwordPlaceholder());
        f.put(0, "schema", c.session().schema());
        f.put(0, "timezone", c.session().timezone());
        if (c.tls() != TlsMode.DISABLE) {
            Fields tls = f.in(0, "tls");
            tls.put(0, "mode", c.tls().word());
            tls.put(0, "caPem", c.caPem());
            tls.put(0, "certificatePem", c.certificatePem());
        }
        f.put(0, "initSql", c.session().initSql());
        if (c.readOnly()) {
            f.put(0, "readOnly", true);
        }
        f.put(0, "statementTimeoutMillis", c.statementTimeoutMillis());
        f.put(0, "rowLimit", c.rowLimit());
        if (c.slow().thresholdMillis() != SlowStatementSettings.DEFAULT.thresholdMillis()) {
            f.put(0, "slowStatementMillis", c.slow().thresholdMillis());
        }
        if (c.slow().plans()) {
            f.put(0, "slowStatementPlans", true);
        }
        c.properties().forEach((name, value) -> f.in(0, "properties").put(0, name, value));
        f.put(0, "colour", c.colour());
        if (!c.tags().isEmpty()) {
            List<Value> tags = new ArrayList<>();
            c.tags().forEach(tag -> tags.add(new Text(0, tag, false)));
            f.put("tags", new Items(0, tags));
        }
        SshTunnelSettings ssh = c.sshTunnel();
        if (ssh != null) {
            Fields tunnel = f.in(0, "sshTunnel");
            tunnel.put(0, "host", ssh.host());
            tunnel.put(0, "port", ssh.port());
            tunnel.put(0, "username", ssh.username());
            tunnel.put(0, "password", ssh.passwordPlaceholder());
            tunnel.put(0, "privateKey", ssh.privateKeyPlaceholder());
            tunnel.put(0, "passphrase", ssh.passphrasePlaceholder());
            tunnel.put(0, "hostKey", ssh.hostKey());
        }
        c.pool().asked().forEach((setting, value) -> f.in(0, "pool").put(0, setting.word(), value));
        return f;
    }
}
