package io.alacran.bastion;

/**
 * How to open a tunnel, ready to be pasted.
 *
 * @param command such as {@code ssh -N -L 8181:srv-alacran--mysql:3306 dev@HOST -p 4646}
 * @param config a stanza for {@code ~/.ssh/config}
 * @param alias the host's name in that stanza
 * @param target where the tunnel leads, such as {@code srv-alacran--mysql:3306}
 */
public record TunnelRecipe(
        String command,
        String config,
        String alias,
        String user,
        String host,
        int port,
        int localPort,
        String target) {}
