package io.alacran.bastion.internal;

import io.alacran.bastion.BastionSettings;
import java.io.IOException;
import org.springframework.stereotype.Component;

/** The bastion within the console's own process. */
@Component
class EmbeddedHome implements BastionHome {

    private final BastionLimits limits;
    private final ReachableAddresses addresses;

    EmbeddedHome(BastionLimits limits, ReachableAddresses addresses) {
        this.limits = limits;
        this.addresses = addresses;
    }

    @Override
    public BastionSettings.Home kind() {
        return BastionSettings.Home.EMBEDDED;
    }

    @Override
    public RunningBastion start(BastionSettings settings, HostKey hostKey, BastionEvents events) throws IOException {
        BastionServer server = new BastionServer(hostKey, limits, addresses, events);
        try {
            server.start(settings.bindAddress(), settings.port());
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }
}
