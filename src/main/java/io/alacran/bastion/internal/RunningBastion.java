package io.alacran.bastion.internal;

import io.alacran.bastion.TunnelSession;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bastion that runs, wherever it does. */
public interface RunningBastion extends AutoCloseable {

    /** Replaces the policy; what it no longer allows is cut at once. */
    void apply(BastionPolicy policy);

    /** The open tunnels, the oldest first. */
    List<TunnelSession> sessions();

    /** Cuts one tunnel; whether there was one. */
    boolean cut(String id);

    /** Where the console itself connects to it. */
    java.net.InetSocketAddress address();

    /** Why the console is out of touch with it, and what that means; null while it is not. */
    default @Nullable String outOfTouch() {
        return null;
    }

    @Override
    void close();
}
