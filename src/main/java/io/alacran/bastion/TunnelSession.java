package io.alacran.bastion;

import java.time.Instant;

/**
 * A tunnel that is open.
 *
 * @param user the bastion account
 * @param source the client's address
 * @param target such as {@code srv-alacran--shop:5432}
 * @param bytesIn what the client sent
 * @param bytesOut what the database sent
 */
public record TunnelSession(
        String id, String user, String source, String target, Instant openedAt, long bytesIn, long bytesOut) {}
