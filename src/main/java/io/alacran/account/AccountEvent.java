package io.alacran.account;

/** What happened around accounts, for the audit log to follow; published after it happened. */
public sealed interface AccountEvent {

    /** Whom it concerns. */
    String username();

    /** The address it came from. */
    String source();

    /** The first run made the administrator. */
    record AdministratorCreated(String username, String source) implements AccountEvent {}

    record SignedIn(String username, String source) implements AccountEvent {}

    /**
     * Somebody failed to sign in.
     *
     * @param username the name of an existing account; empty otherwise, since what was typed may be a password
     * @param delayed whether it was turned away unheard after too many failures
     */
    record SignInFailed(String username, String source, boolean delayed) implements AccountEvent {}

    record SignedOut(String username, String source) implements AccountEvent {}

    record PasswordChanged(String username, String source) implements AccountEvent {}

    /** @param name the token's */
    record TokenMade(String username, String source, String name) implements AccountEvent {}

    /** @param name the token's */
    record TokenRevoked(String username, String source, String name) implements AccountEvent {}
}
