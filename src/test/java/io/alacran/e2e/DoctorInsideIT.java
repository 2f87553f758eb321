package io.alacran.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.FreePort;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Mistakes of those who are on the shared network, as a console in a container is: there the names are known. */
@Tag("docker")
@Timeout(300)
@ExtendWith(Evidence.class)
class DoctorInsideIT {

    @Test
    void insideTheNetworkTheMappedPortAndLocalhostLeadNowhere() {
        int mapped = FreePort.next();
        String shop = Console.PREFIX + "shop";
        try (Ward ward = new Ward(Map.of("ALACRAN_REACHABILITY", "network"))) {
            ward.console.deploy(Map.of(
                    "name",
                    "shop",
                    "engine",
                    "postgres",
                    "version",
                    "15",
                    "ports",
                    List.of(Map.of("hostPort", mapped))));
            // A host reaches a bridge's addresses, and an overlay's not.
            Shell.docker("network", "connect", "bridge", shop);
            String address =
                    Shell.docker("inspect", "--format", "{{.NetworkSettings.Networks.bridge.IPAddress}}", shop);
            ward.name(shop, address);
            ward.name("shop", address);
            Map<String, Object> draft = Ward.draft("postgres", shop, mapped);

            // The console looked the name up before it was there, and remembers that for some seconds.
            Console.await(
                    "the name to be known",
                    () -> ward.examine("shop").get("healthy").asBoolean());
            ward.isHealthy(ward.examine("shop"));
            Ward.isCause(ward.examine(draft), "container-port", "mapped on the host", "Use " + shop + ":5432");
            draft.put("host", "shop");
            Ward.isCause(ward.examine(draft), "container-port", "has its own port, always", shop + ":5432");
            draft.put("port", 5432);
            assertThat(Ward.cause(ward.examine(draft)).get("id").asString()).isEqualTo("sign-in");
            draft.put("host", "127.0.0.1");
            draft.put("port", FreePort.next());
            Ward.isCause(ward.examine(draft), "mapping", "the console's own container", shop + ":5432");
        }
    }
}
