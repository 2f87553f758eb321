package io.alacran;

/**
 * MongoDB 3.6 under a tag of the oldest version in the catalog. The lab has it only where Ubuntu's archive can be reached, and
 * for one kind of processor.
 */
public final class MongoImage {

    public static final String VERSION = "7.0-by-3.6";
    public static final String NAME = "mongo:" + VERSION;
    public static final String MISSING = "there is no image " + NAME + "; docker/lab/lab.sh up tries to build it";

    private MongoImage() {}

    public static boolean isThere() {
        return LabImage.isThere(NAME);
    }
}
