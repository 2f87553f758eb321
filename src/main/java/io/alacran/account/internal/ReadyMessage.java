package io.alacran.account.internal;

import io.alacran.account.FirstAdministrator;
import java.io.IOException;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says on standard output where the console is; before the first administrator exists, with the one-time setup link. */
@Component
class ReadyMessage {

    private static final String RULE = "-".repeat(78);

    private final FirstAdministrator administrator;
    private final SetupToken token;
    private final Environment environment;

    ReadyMessage(FirstAdministrator administrator, SetupToken token, Environment environment) {
        this.administrator = administrator;
        this.token = token;
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    void say() throws IOException {
        if (administrator.exists()) {
            token.discard();
            System.out.println("Alacran is ready: " + address());
        } else {
            String link = address() + "/setup?token=" + token.issue();
            System.out.println("\n" + RULE + "\n  Alacran is ready. Set it up here:\n\n  Open " + link
                    + "  (valid for one hour, for one use)\n\n" + RULE + "\n");
        }
    }

    private String address() {
        String port = environment.getProperty("local.server.port", environment.getProperty("server.port", "8080"));
        String bound = environment.getProperty("server.address", "");
        boolean loopbackOrAll = bound.isEmpty()
                || bound.startsWith("127.")
                || bound.equals("0.0.0.0")
                || bound.equals("::")
                || bound.equals("::1");
        String host = loopbackOrAll ? "localhost" : bound.contains(":") ? "[" + bound + "]" : bound;
        return "http://" + host + ":" + port;
    }
}
