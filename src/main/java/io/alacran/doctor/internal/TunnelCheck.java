package io.alacran.doctor.internal;

import io.alacran.ssh.JumpHost;
import io.alacran.ssh.SshFailure;
import io.alacran.ssh.SshFailure.Stage;
import io.alacran.ssh.SshTunnel;
import java.time.Duration;
import java.util.Optional;

/** One step to a tunnel through an SSH server, where the connection goes through one. */
record TunnelCheck(Stage stage) implements Check {

    /** For each step; the first session of a console takes a while longer to agree on its keys. */
    static final Duration PATIENCE = Duration.ofSeconds(4);

    @Override
    public String id() {
        return switch (stage) {
            case CONNECT -> "ssh-connect";
            case HOST_KEY -> "ssh-host-key";
            case SIGN_IN -> "ssh-sign-in";
            case FORWARD -> "ssh-forward";
        };
    }

    @Override
    public String title() {
        return switch (stage) {
            case CONNECT -> "The SSH server answers";
            case HOST_KEY -> "Its host key is the trusted one";
            case SIGN_IN -> "It lets the user in";
            case FORWARD -> "It connects to the database";
        };
    }

    @Override
    public Finding look(Patient patient) {
        if (!patient.tunnelled()) {
            return Finding.skip("the connection does not go through an SSH server");
        }
        Optional<SshFailure> failure =
                patient.tunnelFailure().filter(e -> e.stage().compareTo(stage) <= 0);
        if (failure.isPresent()) {
            return failed(failure.get());
        }
        SshTunnel tunnel = patient.tunnel();
        if (stage == Stage.FORWARD) {
            try {
                tunnel.tryForward(PATIENCE);
            } catch (SshFailure e) {
                return failed(e);
            }
        }
        return Finding.pass(seen(patient, tunnel.jump()));
    }

    private static Finding failed(SshFailure e) {
        return new Finding.Fail(e.found(), e.remedy(), e.offered());
    }

    private String seen(Patient patient, JumpHost jump) {
        return switch (stage) {
            case CONNECT -> jump.host() + ":" + jump.port();
            case HOST_KEY -> String.valueOf(jump.hostKey());
            case SIGN_IN -> "as " + jump.username();
            case FORWARD -> patient.endpoint().place() + ", as it is known there";
        };
    }
}
