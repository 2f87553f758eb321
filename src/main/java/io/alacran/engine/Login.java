package io.alacran.engine;

/**
 * What a database's first user is called and how it signs in.
 *
 * @param username the user made at first start; for engines with a fixed administrator its name
 * @param password in clear text; {@link #toString()} does not show it
 * @param databaseName the database made at first start; empty for engines without databases
 */
public record Login(String username, String password, String databaseName) {

    @Override
    public String toString() {
        return "Login[" + username + " on " + databaseName + "]";
    }
}
