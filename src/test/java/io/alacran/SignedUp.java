package io.alacran;

import io.alacran.account.ApiTokens;
import io.alacran.account.FirstAdministrator;
import io.alacran.account.UserAccount;
import java.io.IOException;
import java.nio.file.Files;

/** Takes the console of a test past its first run. */
public final class SignedUp {

    public static final String NAME = "admin";
    public static final String PASSWORD = "maroon-teapot-41-sails";

    private SignedUp() {}

    /** Makes the administrator. */
    public static UserAccount administrator(FirstAdministrator setup) {
        try {
            return setup.create(Files.readString(setup.tokenFile()).strip(), NAME, PASSWORD);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Makes the administrator and gives the value of an {@code Authorization} header. */
    public static String bearer(FirstAdministrator setup, ApiTokens tokens) {
        return "Bearer " + tokens.makeFor(administrator(setup), "test").secret();
    }
}
