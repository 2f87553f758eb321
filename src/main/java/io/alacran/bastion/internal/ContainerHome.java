package io.alacran.bastion.internal;

import io.alacran.bastion.BastionSettings;
import io.alacran.docker.ContainerInfo;
import io.alacran.docker.ContainerSpec;
import io.alacran.docker.Containers;
import io.alacran.docker.Images;
import io.alacran.docker.SharedNetwork;
import io.alacran.problem.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;

/**
 * The bastion as a container on the shared network: without the Docker socket, a volume, a privilege or a disk to write
 * to, and with a bound of memory. It is made anew at each start, with a new secret.
 *
 * @see <a href="../../../../../../../docs/decisions/008-bastion-container.md">decision 008</a>
 */
@Component
class ContainerHome implements BastionHome {

    static final String NAME = "ssh";
    static final int PORT = 4646;
    private static final long MEMORY_BYTES = 192L * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final int CONNECT_MILLIS = 2_000;

    private final Containers containers;
    private final Images images;
    private final SharedNetwork network;
    private final BastionLimits limits;
    private final String container;
    private final String image;
    private final boolean onNetwork;

    ContainerHome(
            Containers containers,
            Images images,
            SharedNetwork network,
            BastionLimits limits,
            @Value("${alacran.prefix}") String prefix,
            @Value("${alacran.reachability:host}") String reachability,
            @Value("${alacran.bastion.image:}") String image,
            ObjectProvider<BuildProperties> build) {
        this.containers = containers;
        this.images = images;
        this.network = network;
        this.limits = limits;
        this.container = prefix + NAME;
        this.onNetwork = reachability.equalsIgnoreCase("network");
        BuildProperties properties = build.getIfAvailable();
        this.image = !image.isBlank() ? image : "alacran:" + (properties == null ? "latest" : properties.getVersion());
    }

    @Override
    public BastionSettings.Home kind() {
        return BastionSettings.Home.CONTAINER;
    }

    @Override
    public RunningBastion start(BastionSettings settings, HostKey hostKey, BastionEvents events) throws IOException {
        try {
            return run(settings, hostKey, events);
        } catch (ProblemException e) {
            String remedy = e.remedy() == null ? "" : " " + e.remedy();
            throw new IOException("The bastion's container could not be started. " + e.getMessage() + remedy, e);
        }
    }

    private RunningBastion run(BastionSettings settings, HostKey hostKey, BastionEvents events) throws IOException {
        if (!images.present(image)) {
            throw new IOException("There is no image " + image + " on the engine, which the bastion's container is made"
                    + " from. Build it with docker/build.sh " + image
                    + ", or name another with ALACRAN_BASTION_IMAGE and restart the console.");
        }
        network.ensure();
        containers.remove(container);
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String secret = HexFormat.of().formatHex(random);
        containers.create(spec(settings, secret));
        try {
            containers.start(container);
        } catch (ProblemException e) {
            containers.remove(container);
            throw e;
        }
        ControlMessage.Begin begin = new ControlMessage.Begin(HostKeyText.write(hostKey), PORT, limits);
        RemoteBastion bastion = new RemoteBastion(this::dial, secret, begin, events, address(settings));
        try {
            bastion.open(PATIENCE);
        } catch (IOException e) {
            bastion.close();
            containers.stop(container, GRACE);
            throw new IOException(e.getMessage() + " Its log says more: docker logs " + container, e);
        }
        return new ContainerBastion(bastion, () -> containers.remove(container));
    }

    private ContainerSpec spec(BastionSettings settings, String secret) {
        ContainerSpec.Published clients = new ContainerSpec.Published(PORT, settings.bindAddress(), settings.port());
        ContainerSpec.Published control = new ContainerSpec.Published(
                BastionProcess.CONTROL_PORT, InetAddress.getLoopbackAddress().getHostAddress(), 0);
        return new ContainerSpec(
                container,
                container,
                image,
                List.of("bastion"),
                Map.of(BastionProcess.SECRET, secret),
                Map.of(),
                List.of(container, NAME),
                null,
                null,
                onNetwork ? List.of(clients) : List.of(clients, control),
                MEMORY_BYTES,
                null,
                true);
    }

    /** By name, or by the port that Docker chose, which is another at each start. */
    private Socket dial() throws IOException {
        InetSocketAddress at = onNetwork
                ? new InetSocketAddress(container, BastionProcess.CONTROL_PORT)
                : containers
                        .find(container)
                        .filter(ContainerInfo::managed)
                        .flatMap(c -> c.ports().stream()
                                .filter(p -> p.containerPort() == BastionProcess.CONTROL_PORT)
                                .findFirst())
                        .map(p -> new InetSocketAddress(p.bindAddress(), p.hostPort()))
                        .orElseThrow(() -> new IOException("the container " + container + " does not run"));
        Socket socket = new Socket();
        try {
            socket.connect(at, CONNECT_MILLIS);
            // Docker's proxy takes connections before the bastion does.
            socket.setSoTimeout(CONNECT_MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Where the console reaches it: by its name on the shared network, else by the port of the machine. */
    InetSocketAddress address(BastionSettings settings) {
        if (onNetwork) {
            return new InetSocketAddress(container, PORT);
        }
        return new InetSocketAddress(settings.everywhere() ? "127.0.0.1" : settings.bindAddress(), settings.port());
    }
}
