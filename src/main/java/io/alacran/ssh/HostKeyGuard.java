package io.alacran.ssh;

import java.security.PublicKey;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.jspecify.annotations.Nullable;

/** Lets a session go on only with a server that shows the trusted key, and remembers what another one showed. */
class HostKeyGuard {

    private final JumpHost jump;
    private volatile @Nullable SshFailure refusal;

    HostKeyGuard(JumpHost jump) {
        this.jump = jump;
    }

    boolean takes(PublicKey key) {
        String shown = KeyUtils.getFingerPrint(key);
        boolean trusted = shown.equals(jump.hostKey());
        if (!trusted) {
            refusal = SshFailure.hostKey(jump, shown, KeyUtils.getKeyType(key));
        }
        return trusted;
    }

    /** Null while no other key was shown. */
    @Nullable
    SshFailure refusal() {
        return refusal;
    }
}
