package io.alacran.engine.internal;

import io.alacran.engine.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.util.ConfigurableSocketFactory;

/**
 * What pgjdbc and MariaDB's driver make by its name to connect to a tunnel's near end, while they know the server by its
 * own name: that is what they check its certificate for. Sessions that only cancel a statement take the same way.
 */
public class TunnelSockets extends ConfigurableSocketFactory {

    private static final String PORT = "alacranTunnelPort";

    private @Nullable String port;

    /** Called by MariaDB's driver, which then sets the configuration. */
    public TunnelSockets() {}

    /** Called by pgjdbc with the session's properties. */
    public TunnelSockets(Properties options) {
        port = options.getProperty(PORT);
    }

    static void set(Properties options, Endpoint endpoint) {
        if (endpoint.tunnelPort() != null) {
            options.setProperty("socketFactory", TunnelSockets.class.getName());
            options.setProperty(PORT, Integer.toString(endpoint.tunnelPort()));
        }
    }

    @Override
    public void setConfiguration(Configuration configuration, String host) {
        port = configuration.nonMappedOptions().getProperty(PORT);
    }

    /** Connected already, so that the driver does not look the server's name up. */
    @Override
    public Socket createSocket() throws IOException {
        String near = Objects.requireNonNull(port, "the tunnel's port is not among the options");
        return new Socket(InetAddress.ofLiteral("127.0.0.1"), Integer.parseInt(near));
    }

    @Override
    public Socket createSocket(String host, int ignored) throws IOException {
        return createSocket();
    }

    @Override
    public Socket createSocket(String host, int ignored, InetAddress local, int localPort) throws IOException {
        return createSocket();
    }

    @Override
    public Socket createSocket(InetAddress host, int ignored) throws IOException {
        return createSocket();
    }

    @Override
    public Socket createSocket(InetAddress host, int ignored, InetAddress local, int localPort) throws IOException {
        return createSocket();
    }
}
