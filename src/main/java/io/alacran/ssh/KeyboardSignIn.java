package io.alacran.ssh;

import java.util.List;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractive;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.password.PasswordAuthenticationReporter;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository.AttributeKey;

/**
 * Answers a server's question for the password, where that is the only way to give it: some servers take none otherwise. One
 * that has refused it is not given it a second time this way.
 */
class KeyboardSignIn extends UserAuthKeyboardInteractiveFactory {

    private static final AttributeKey<Boolean> REFUSED = new AttributeKey<>();

    /** Notices that a password was refused. */
    static final PasswordAuthenticationReporter REPORTER = new PasswordAuthenticationReporter() {

        @Override
        public void signalAuthenticationFailure(
                ClientSession session, String service, String password, boolean partial, List<String> methods) {
            session.setAttribute(REFUSED, !partial);
        }
    };

    @Override
    public UserAuthKeyboardInteractive createUserAuth(ClientSession session) {
        return new UserAuthKeyboardInteractive() {

            @Override
            protected boolean sendAuthDataRequest(ClientSession to, String service) throws Exception {
                return !Boolean.TRUE.equals(to.getAttribute(REFUSED)) && super.sendAuthDataRequest(to, service);
            }
        };
    }
}
