package io.alacran.account;

/** The browser that the present request came from. Only for use from a page. */
public interface BrowserSession {

    /** Signs a person in who has just proven who they are by other means; the session gets a new id. */
    void signIn(UserAccount person);

    /** Signs out and leads to the sign-in page. */
    void signOut();
}
