package io.alacran;

import io.alacran.account.ApiTokens;
import io.alacran.account.FirstAdministrator;
import io.alacran.account.UserAccount;
import io.alacran.account.Users;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

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

    /** The value of an {@code Authorization} header with which the administrator's scripts ask. */
    public static String bearer(Users users, ApiTokens tokens) {
        return "Bearer "
                + tokens.makeFor(users.find(NAME).orElseThrow(), "test").secret();
    }

    /** Lets the present thread act as a person who signed in. */
    public static void as(UserAccount person) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                person, null, List.of(new SimpleGrantedAuthority("ROLE_" + person.role()))));
        SecurityContextHolder.setContext(context);
    }
}
