package io.alacran;

/** MySQL's image, which the lab has only where Debian's unstable can be reached. */
public final class MySqlImage {

    public static final String VERSION = "9.7";
    public static final String NAME = "mysql:" + VERSION;
    public static final String MISSING = "there is no image " + NAME + "; docker/lab/lab.sh up tries to build it";

    private MySqlImage() {}

    public static boolean isThere() {
        return LabImage.isThere(NAME);
    }
}
