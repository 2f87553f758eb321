package io.alacran.bastion.internal;

import io.alacran.activity.ActivityLog;
import io.alacran.bastion.Bastion;
import io.alacran.bastion.BastionSettings;
import io.alacran.bastion.BastionStatus;
import io.alacran.bastion.TrialStep;
import io.alacran.bastion.TunnelRecipe;
import io.alacran.bastion.TunnelSession;
import io.alacran.database.DatabaseEvent;
import io.alacran.problem.ProblemException;
import io.alacran.uikit.Broadcaster;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Runs the bastion where the settings say, and keeps its policy up to date. */
@Component
class ManagedBastion implements Bastion {

    private static final Logger log = LoggerFactory.getLogger(ManagedBastion.class);

    private final BastionStore store;
    private final SettingsForm form;
    private final Policies policies;
    private final StoredAccounts accounts;
    private final Recipes recipes;
    private final Trial trial;
    private final AuditedEvents audit;
    private final ActivityLog activity;
    private final Map<BastionSettings.Home, BastionHome> homes;
    private final Path keyFile;
    private final Broadcaster<Boolean> news = new Broadcaster<>();
    private final AtomicBoolean outOfTouch = new AtomicBoolean();
    private final Object telling = new Object();
    // How it stands can be asked while it is being started, which may take a container's time.
    private volatile @Nullable HostKey hostKey;
    private volatile @Nullable RunningBastion running;
    private volatile @Nullable String problem;

    ManagedBastion(
            BastionStore store,
            SettingsForm form,
            Policies policies,
            StoredAccounts accounts,
            Recipes recipes,
            Trial trial,
            AuditedEvents audit,
            ActivityLog activity,
            List<BastionHome> homes,
            @Value("${alacran.home}") Path home) {
        this.store = store;
        this.form = form;
        this.policies = policies;
        this.accounts = accounts;
        this.recipes = recipes;
        this.trial = trial;
        this.audit = audit;
        this.activity = activity;
        this.homes = homes.stream().collect(Collectors.toMap(BastionHome::kind, h -> h));
        this.keyFile = home.resolve("bastion").resolve("host_key");
    }

    @EventListener(ApplicationReadyEvent.class)
    synchronized void startWhenEnabled() {
        if (settings().enabled()) {
            start(settings());
        }
    }

    @Override
    public BastionStatus status() {
        BastionSettings settings = settings();
        HostKey key = hostKey;
        RunningBastion now = running;
        String trouble = now == null ? problem : now.outOfTouch();
        return new BastionStatus(
                settings,
                state(settings.enabled(), now != null, trouble),
                key == null ? null : key.fingerprint(),
                key == null ? null : key.publicKey(),
                trouble,
                store.accounts().size(),
                sessions().size());
    }

    @Override
    public Optional<InetSocketAddress> address() {
        return Optional.ofNullable(running).map(RunningBastion::address);
    }

    private static BastionStatus.State state(boolean enabled, boolean started, @Nullable String trouble) {
        if (!enabled) {
            return BastionStatus.State.OFF;
        }
        if (started) {
            return trouble == null ? BastionStatus.State.RUNNING : BastionStatus.State.OUT_OF_TOUCH;
        }
        return trouble == null ? BastionStatus.State.STARTING : BastionStatus.State.FAILED;
    }

    @Override
    public synchronized BastionStatus configure(SettingsDraft draft) {
        BastionSettings before = settings();
        BastionSettings wanted = read(draft);
        store.save(wanted);
        boolean moved = wanted.port() != before.port()
                || !wanted.bindAddress().equals(before.bindAddress())
                || wanted.home() != before.home();
        if (!wanted.enabled() || moved) {
            stop();
        }
        if (wanted.enabled() && running == null) {
            start(wanted);
        }
        activity.record(
                "bastion.configure",
                "bastion",
                Map.of(
                        "enabled", String.valueOf(wanted.enabled()),
                        "listens", wanted.bindAddress() + ":" + wanted.port(),
                        "home", wanted.home().word(),
                        "userCaKeys", String.valueOf(wanted.userCaKeys().size())));
        refresh();
        return status();
    }

    @Override
    public synchronized void check(SettingsDraft draft) {
        read(draft);
    }

    private BastionSettings read(SettingsDraft draft) {
        return form.read(draft, settings(), running != null, homes.keySet());
    }

    private BastionSettings settings() {
        return store.settings().orElseGet(form::unset);
    }

    private void start(BastionSettings settings) {
        problem = null;
        news.publish(true);
        BastionHome home = homes.get(settings.home());
        try {
            if (home == null) {
                throw new IOException("This console cannot run the bastion as "
                        + settings.home().word() + ".");
            }
            HostKey key = HostKey.loadOrMake(keyFile);
            hostKey = key;
            RunningBastion started = home.start(settings, key, this::happened);
            running = started;
            tell(started);
            log.info(
                    "the bastion listens on {}:{}, host key {}",
                    settings.bindAddress(),
                    settings.port(),
                    key.fingerprint());
        } catch (IOException | RuntimeException e) {
            problem = e instanceof java.net.BindException
                    ? "Port " + settings.port() + " cannot be had: " + e.getMessage() + ". Choose another port."
                    : String.valueOf(e.getMessage());
            log.warn("the bastion does not run: {}", problem);
        }
        news.publish(true);
    }

    /** One at a time, so that no older policy overtakes a newer one. */
    private void tell(RunningBastion bastion) {
        synchronized (telling) {
            bastion.apply(policies.now());
        }
    }

    private void happened(BastionEvent event) {
        audit.happened(event);
        news.publish(true);
    }

    @PreDestroy
    synchronized void stop() {
        RunningBastion stopping = running;
        running = null;
        problem = null;
        if (stopping != null) {
            stopping.close();
        }
    }

    @EventListener(StoredAccounts.AccountsChanged.class)
    void refresh() {
        RunningBastion now = running;
        if (now != null) {
            tell(now);
        }
        news.publish(true);
    }

    @EventListener
    void on(DatabaseEvent event) {
        if (event instanceof DatabaseEvent.Removed(String name)) {
            accounts.forget(name);
        }
        refresh();
    }

    /** Several consoles may share a store; and the engine may have been away when something happened. */
    @Scheduled(fixedDelayString = "${alacran.bastion.refresh-interval:5s}")
    void refreshRegularly() {
        RunningBastion now = running;
        if (now != null) {
            tell(now);
        }
        tellOfTouch(now != null && now.outOfTouch() != null);
    }

    private void tellOfTouch(boolean lost) {
        if (outOfTouch.getAndSet(lost) != lost) {
            news.publish(true);
        }
    }

    @Override
    public List<TunnelSession> sessions() {
        RunningBastion now = running;
        return now == null ? List.of() : now.sessions();
    }

    @Override
    public void cut(String id) {
        RunningBastion now = running;
        if (now == null || !now.cut(id)) {
            throw new ProblemException(ProblemException.Kind.NOT_FOUND, "There is no open tunnel \"" + id + "\".");
        }
        activity.record("bastion.tunnel-cut", id, Map.of());
    }

    @Override
    public int cutAll() {
        RunningBastion now = running;
        int cut = 0;
        for (TunnelSession session : sessions()) {
            cut += now != null && now.cut(session.id()) ? 1 : 0;
        }
        activity.record("bastion.tunnel-cut", "all", Map.of("tunnels", String.valueOf(cut)));
        return cut;
    }

    @Override
    public TunnelRecipe recipe(String database, @Nullable Integer localPort, String host, @Nullable String account) {
        return recipes.recipe(database, localPort, host, account, settings().port());
    }

    @Override
    public List<TrialStep> tryOut(@Nullable String database, Consumer<TrialStep> listener) {
        RunningBastion now = running;
        activity.record("bastion.try", database == null ? "bastion" : database, Map.of());
        return trial.run(now, hostKey, problem, settings(), database, this::refresh, listener);
    }

    @Override
    public AutoCloseable follow(Runnable listener) {
        Consumer<Boolean> heard = ignored -> listener.run();
        return news.follow(heard);
    }
}
