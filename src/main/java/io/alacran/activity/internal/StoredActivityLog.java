package io.alacran.activity.internal;

import io.alacran.account.AccountEvent;
import io.alacran.account.CurrentUser;
import io.alacran.activity.ActivityEntry;
import io.alacran.activity.ActivityLog;
import io.alacran.uikit.Broadcaster;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Writes the audit log: what features report, and what happens around accounts. */
@Component
public class StoredActivityLog implements ActivityLog {

    private static final int LONGEST_DETAIL = 500;

    private final ActivityStore store;
    private final CurrentUser asking;
    private final Broadcaster<ActivityEntry> news = new Broadcaster<>();

    StoredActivityLog(ActivityStore store, CurrentUser asking) {
        this.store = store;
        this.asking = asking;
    }

    /** Follows what is recorded from now on, until the handle is closed. */
    public AutoCloseable follow(Consumer<ActivityEntry> listener) {
        return news.follow(listener);
    }

    @Override
    public void record(String action, String target, Map<String, String> details) {
        add(asking.name(), asking.source(), action, target, ActivityEntry.DONE, details);
    }

    @Override
    public void recordFor(
            String user, String source, String action, String target, String result, Map<String, String> details) {
        add(user, source, action, target, result, details);
    }

    @Override
    public void begun(String action, String target, Map<String, String> details) {
        add(asking.name(), asking.source(), action, target, ActivityEntry.BEGUN, details);
    }

    @EventListener
    void record(AccountEvent event) {
        String action = switch (event) {
            case AccountEvent.AdministratorCreated made -> "account.create";
            case AccountEvent.SignedIn in -> "account.sign-in";
            case AccountEvent.SignInFailed failed -> "account.sign-in";
            case AccountEvent.SignedOut out -> "account.sign-out";
            case AccountEvent.PasswordChanged changed -> "account.password";
            case AccountEvent.TokenMade made -> "token.make";
            case AccountEvent.TokenRevoked revoked -> "token.revoke";
        };
        String target = switch (event) {
            case AccountEvent.TokenMade made -> made.name();
            case AccountEvent.TokenRevoked revoked -> revoked.name();
            case AccountEvent.SignInFailed failed when failed.username().isEmpty() -> "(no such account)";
            default -> event.username();
        };
        if (event instanceof AccountEvent.SignInFailed failed) {
            Map<String, String> why =
                    Map.of("reason", failed.delayed() ? "too many failures" : "wrong password or name");
            add("anonymous", event.source(), action, target, ActivityEntry.REFUSED, why);
        } else {
            add(event.username(), event.source(), action, target, ActivityEntry.DONE, Map.of());
        }
    }

    @Override
    public void recordAll(List<ActivityEntry> entries) {
        List<ActivityEntry> clean =
                entries.stream().map(StoredActivityLog::clean).toList();
        store.add(clean);
        clean.forEach(news::publish);
    }

    private void add(
            String user, String source, String action, String target, String result, Map<String, String> details) {
        recordAll(List.of(new ActivityEntry(0, Instant.now(), user, source, action, target, result, details)));
    }

    private static ActivityEntry clean(ActivityEntry entry) {
        Map<String, String> details = new TreeMap<>();
        entry.details().forEach((name, value) -> details.put(Clean.text(name, 100), Clean.text(value, LONGEST_DETAIL)));
        return new ActivityEntry(
                entry.id(),
                entry.time(),
                entry.user(),
                entry.source(),
                entry.action(),
                entry.target(),
                entry.result(),
                details);
    }
}
