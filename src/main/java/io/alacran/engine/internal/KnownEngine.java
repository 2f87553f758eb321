package io.alacran.engine.internal;

import io.alacran.engine.DatabaseEngine;
import java.util.List;

/** An engine by its plain facts; what one engine does differently is in its own class. */
abstract class KnownEngine implements DatabaseEngine {

    private final Facts facts;

    KnownEngine(Facts facts) {
        this.facts = facts;
    }

    /** See the methods of {@link DatabaseEngine} of the same names. */
    record Facts(
            String id,
            String title,
            List<String> versions,
            String defaultVersion,
            int port,
            boolean queryable,
            String defaultUsername,
            boolean usernameChoosable) {}

    @Override
    public final String id() {
        return facts.id();
    }

    @Override
    public final String title() {
        return facts.title();
    }

    @Override
    public final List<String> versions() {
        return facts.versions();
    }

    @Override
    public final String defaultVersion() {
        return facts.defaultVersion();
    }

    @Override
    public final int port() {
        return facts.port();
    }

    @Override
    public final boolean queryable() {
        return facts.queryable();
    }

    @Override
    public final String defaultUsername() {
        return facts.defaultUsername();
    }

    @Override
    public final boolean usernameChoosable() {
        return facts.usernameChoosable();
    }

    /** Named like what it is for, as far as that makes an identifier. */
    @Override
    public String defaultDatabaseName(String name) {
        return name.replace('-', '_');
    }
}
