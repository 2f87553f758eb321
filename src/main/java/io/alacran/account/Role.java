package io.alacran.account;

/** What a person may do. */
public enum Role {
    /** Everything. */
    ADMINISTRATOR
}
