package io.alacran.docker;

/** The labels that the console puts on what it makes; whatever lacks {@link #MANAGED} or has another
 * {@link #INSTANCE} is never changed. */
public final class Labels {

    public static final String TRUE = "true";
    public static final String MANAGED = "io.alacran.managed";

    /** Which console made it, so that several consoles can share an engine without touching each other's things. */
    public static final String INSTANCE = "io.alacran.instance";

    public static final String DATABASE = "io.alacran.database";
    public static final String ENGINE = "io.alacran.engine";
    public static final String VERSION = "io.alacran.version";

    /** A hash of the container's specification: another one means that it is not what was asked for. */
    public static final String SPEC = "io.alacran.spec";

    private Labels() {}
}
