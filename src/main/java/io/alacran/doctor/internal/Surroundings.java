package io.alacran.doctor.internal;

import io.alacran.connection.ConnectionPools;
import io.alacran.database.Databases;
import io.alacran.docker.Containers;
import io.alacran.docker.SharedNetwork;
import io.alacran.docker.Swarm;
import io.alacran.engine.EngineCatalog;
import io.alacran.ssh.SshTunnels;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * What the checks look at besides the connection.
 *
 * @param inContainer whether the console itself runs in a container on the shared network
 * @param patience how long to wait for a connection, and again for a first answer
 */
@Component
record Surroundings(
        Databases databases,
        Containers containers,
        SharedNetwork network,
        Swarm swarm,
        EngineCatalog engines,
        ConnectionPools pools,
        SshTunnels tunnels,
        boolean inContainer,
        Clock clock,
        Duration patience) {

    static final Duration PATIENCE = Duration.ofSeconds(3);

    @Autowired
    Surroundings(
            Databases databases,
            Containers containers,
            SharedNetwork network,
            Swarm swarm,
            EngineCatalog engines,
            ConnectionPools pools,
            SshTunnels tunnels,
            @Value("${alacran.reachability:host}") String place) {
        this(
                databases,
                containers,
                network,
                swarm,
                engines,
                pools,
                tunnels,
                place.equalsIgnoreCase("network"),
                Clock.systemUTC(),
                PATIENCE);
    }
}
