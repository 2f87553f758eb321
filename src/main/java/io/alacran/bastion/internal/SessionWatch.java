package io.alacran.bastion.internal;

import java.util.List;
import java.util.Locale;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;

/** Follows sessions from their first byte: bounds those that have not signed in, reports those that have. */
final class SessionWatch implements SessionListener {

    private final Startups<Session> startups;
    private final BastionEvents events;

    SessionWatch(Startups<Session> startups, BastionEvents events) {
        this.startups = startups;
        this.events = events;
    }

    @Override
    public void sessionCreated(Session session) {
        startups.begin(session, Source.group(Source.of(session))).ifPresent(dropped -> dropped.close(true));
    }

    @Override
    public void sessionPeerIdentificationReceived(Session session, String version, List<String> lines) {
        startups.reached(session, Startups.Stage.IDENTIFIED);
    }

    @Override
    public void sessionEvent(Session session, Event event) {
        switch (event) {
            case KeyEstablished, KexCompleted -> startups.reached(session, Startups.Stage.ENCRYPTED);
            case Authenticated -> {
                startups.end(session);
                Grant grant = session.getAttribute(Grant.ATTRIBUTE);
                if (grant != null) {
                    events.happened(new BastionEvent.SignedIn(
                            grant.account(),
                            Source.of(session),
                            grant.method().name().toLowerCase(Locale.ROOT)));
                }
            }
        }
    }

    @Override
    public void sessionClosed(Session session) {
        startups.end(session);
        String offered = session.getAttribute(KeySignIn.OFFERED);
        if (offered != null && !session.isAuthenticated()) {
            events.happened(new BastionEvent.SignInRefused(
                    offered, Source.of(session), "key", "no key or certificate that was offered is taken"));
        }
    }
}
