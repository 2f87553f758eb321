package io.alacran.docker.rest;

import io.alacran.docker.SharedNetwork;
import io.alacran.problem.InvalidInputException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The shared network. */
@RestController
@RequestMapping("/api/v1/network")
class NetworkController {

    private final SharedNetwork network;

    NetworkController(SharedNetwork network) {
        this.network = network;
    }

    /**
     * The shared network.
     *
     * @param kind {@code overlay} or {@code bridge}; absent while there is none
     */
    record NetworkBody(@Nullable String name, @Nullable String kind) {}

    @GetMapping
    NetworkBody get() {
        return body(network.kind());
    }

    /** Makes it if there is none; for {@code overlay} a swarm of one node is started when there is none. */
    @PutMapping
    NetworkBody ensure(@RequestBody NetworkBody wanted) {
        return body(
                switch (wanted.kind() == null ? "" : wanted.kind()) {
                    case "overlay" -> network.ensure(SharedNetwork.Kind.OVERLAY);
                    case "bridge" -> network.ensure(SharedNetwork.Kind.BRIDGE);
                    default ->
                        throw new InvalidInputException(
                                "kind", "\"" + wanted.kind() + "\" is neither overlay nor bridge");
                });
    }

    private NetworkBody body(SharedNetwork.@Nullable Kind kind) {
        return new NetworkBody(network.name(), kind == null ? null : kind.name().toLowerCase(Locale.ROOT));
    }
}
