package io.alacran.bastion.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import org.apache.sshd.common.session.Session;
import org.jspecify.annotations.Nullable;

/** Where a connection comes from. */
final class Source {

    private Source() {}

    /** The peer's address, such as {@code 192.0.2.7}. */
    static String of(Session session) {
        return of(session.getIoSession().getRemoteAddress());
    }

    static String of(@Nullable SocketAddress address) {
        InetAddress found = address(address);
        if (found == null) {
            return "";
        }
        String text = found.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    static @Nullable InetAddress address(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress inet ? inet.getAddress() : null;
    }

    /** What limits are counted by: whoever has one IPv6 address has the 2^64 beside it too. */
    static String group(String source) {
        String[] parts = source.split(":", -1);
        return parts.length < 5 ? source : String.join(":", Arrays.copyOf(parts, 4));
    }
}
