package io.alacran.bastion.internal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much the bastion takes on; the defaults are those of OpenSSH where it has any.
 *
 * @param startupsBegin from so many connections that have not signed in, some are dropped
 * @param startupsRate how many of a hundred at first; it grows to all at {@code startupsFull}
 * @param startupsFull so many connections that have not signed in at most
 * @param startupsPerSource so many of them from one address at most
 * @param loginGrace how long a sign-in may take
 * @param authTries attempts to sign in within one connection
 * @param channelsPerSession tunnels open at once within one connection
 * @param sessionsPerAccount connections signed in at once
 * @param heartbeat how often a silent connection is written to, so that nothing on the way forgets it
 */
@ConfigurationProperties("alacran.bastion.limits")
public record BastionLimits(
        @DefaultValue("10") int startupsBegin,
        @DefaultValue("30") int startupsRate,
        @DefaultValue("100") int startupsFull,
        @DefaultValue("30") int startupsPerSource,
        @DefaultValue("30s") Duration loginGrace,
        @DefaultValue("6") int authTries,
        @DefaultValue("64") int channelsPerSession,
        @DefaultValue("64") int sessionsPerAccount,
        @DefaultValue("30s") Duration heartbeat) {

    public static final BastionLimits DEFAULT =
            new BastionLimits(10, 30, 100, 30, Duration.ofSeconds(30), 6, 64, 64, Duration.ofSeconds(30));
}
