package io.alacran.bastion.internal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.alacran.bastion.TunnelSession;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a console and a bastion in a process of its own say to each other. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ControlMessage.Begin.class, name = "begin"),
    @JsonSubTypes.Type(value = ControlMessage.Policy.class, name = "policy"),
    @JsonSubTypes.Type(value = ControlMessage.Cut.class, name = "cut"),
    @JsonSubTypes.Type(value = ControlMessage.Begun.class, name = "begun"),
    @JsonSubTypes.Type(value = ControlMessage.Applied.class, name = "applied"),
    @JsonSubTypes.Type(value = ControlMessage.Sessions.class, name = "sessions"),
    @JsonSubTypes.Type(value = ControlMessage.Happened.class, name = "happened")
})
sealed interface ControlMessage {

    /** From the console, first of all; a bastion that listens already goes on as it is. */
    record Begin(String hostKey, int port, BastionLimits limits) implements ControlMessage {

        @Override
        public String toString() {
            return "Begin[port " + port + "]";
        }
    }

    /** From the console: replaces the policy. */
    record Policy(long number, BastionPolicy policy) implements ControlMessage {}

    /** From the console: cuts a tunnel. */
    record Cut(String id) implements ControlMessage {}

    /** From the bastion: it listens, or why it does not. */
    record Begun(@Nullable String problem) implements ControlMessage {}

    /** From the bastion: the policy of that number is in force. */
    record Applied(long number) implements ControlMessage {}

    /** From the bastion: the tunnels that are open now; also a sign of life. */
    record Sessions(List<TunnelSession> open) implements ControlMessage {}

    /** From the bastion: something for the audit log. */
    record Happened(BastionEvent event) implements ControlMessage {}
}
