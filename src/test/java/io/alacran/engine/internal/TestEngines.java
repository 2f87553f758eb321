package io.alacran.engine.internal;

import io.alacran.engine.DatabaseEngine;

/** Engines for the tests of other packages. */
public final class TestEngines {

    private TestEngines() {}

    public static DatabaseEngine mongoDb() {
        return new MongoDb();
    }

    public static DatabaseEngine redis() {
        return new Redis();
    }
}
