package io.alacran.bastion.internal;

import io.alacran.bastion.TunnelSession;
import io.alacran.problem.ProblemException;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bastion in a container that ends with it. */
record ContainerBastion(RemoteBastion bastion, Runnable remove) implements RunningBastion {

    private static final Logger log = LoggerFactory.getLogger(ContainerBastion.class);

    @Override
    public void apply(BastionPolicy policy) {
        bastion.apply(policy);
    }

    @Override
    public List<TunnelSession> sessions() {
        return bastion.sessions();
    }

    @Override
    public boolean cut(String id) {
        return bastion.cut(id);
    }

    @Override
    public InetSocketAddress address() {
        return bastion.address();
    }

    @Override
    public @Nullable String outOfTouch() {
        return bastion.outOfTouch();
    }

    @Override
    public void close() {
        bastion.close();
        try {
            remove.run();
        } catch (ProblemException e) {
            log.warn("the bastion's container was not removed, it is at the next start: {}", e.getMessage());
        }
    }
}
