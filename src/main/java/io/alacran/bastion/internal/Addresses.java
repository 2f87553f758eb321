package io.alacran.bastion.internal;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/** Where targets are at this moment. */
public interface Addresses {

    /**
     * Looks a target up; what may block goes on elsewhere. The address is resolved, so nothing looks it up again.
     *
     * @return fails when the target is not running
     */
    CompletableFuture<InetSocketAddress> find(BastionPolicy.Target target);

    /** The last answer led nowhere. */
    void forget(BastionPolicy.Target target);
}
