package io.alacran;

/** ClickHouse's image, which the lab has only where the npm registry can be reached, and for one kind of processor. */
public final class ClickHouseImage {

    public static final String VERSION = "26.7";
    public static final String NAME = "clickhouse/clickhouse-server:" + VERSION;
    public static final String MISSING = "there is no image " + NAME + "; docker/lab/lab.sh up tries to build it";

    private ClickHouseImage() {}

    public static boolean isThere() {
        return LabImage.isThere(NAME);
    }
}
