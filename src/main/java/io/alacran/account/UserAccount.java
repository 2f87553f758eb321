package io.alacran.account;

import java.io.Serializable;
import java.security.Principal;
import java.time.Instant;

/**
 * A person who may sign in.
 *
 * @param id opaque and unique, stays when the name changes
 */
public record UserAccount(String id, String username, Role role, Instant createdAt) implements Principal, Serializable {

    @Override
    public String getName() {
        return username;
    }
}
