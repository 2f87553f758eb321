package io.alacran.connection.internal;

import io.alacran.connection.NamedConnection;
import io.alacran.connection.PoolPlan;
import io.alacran.connection.PoolSetting;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Where connections lead now, by name. */
@Component
class Ways {

    private final ConnectionNames names;
    private final Endpoints endpoints;

    Ways(ConnectionNames names, Endpoints endpoints) {
        this.names = names;
        this.endpoints = endpoints;
    }

    /** @throws io.alacran.problem.ProblemException when there is no such connection, or it leads nowhere at present */
    Way of(String name) {
        NamedConnection wanted = names.get(name);
        Duration patience = Duration.ofMillis(
                PoolPlan.of(wanted.pool(), wanted.client()).number(PoolSetting.CREATE_TIMEOUT.word()));
        return new Way(
                wanted,
                endpoints.resolve(wanted).with(patience),
                endpoints.jumpHost(wanted).orElse(null),
                endpoints.dialect(wanted));
    }

    /** What a bare name means; itself where it means nothing. A reference is not looked for. */
    String reference(String name) {
        return name.indexOf('@') >= 0
                ? name
                : names.find(name).map(NamedConnection::reference).orElse(name);
    }
}
