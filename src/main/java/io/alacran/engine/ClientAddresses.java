package io.alacran.engine;

import java.util.List;

/** The addresses by which applications reach an engine, such as {@code mongodb://user:password@host:27017/shop}. */
public interface ClientAddresses {

    /** The one that is right, with words in place of what differs, to show what is expected. */
    String example();

    /** Reads one as the engine's drivers do. */
    Reading read(String text);

    /**
     * How to sign in as an address says.
     *
     * @param host the container's own host name, in the container
     */
    Probe signIn(String host, Address address);

    /** Whether what a sign-in said means that the server did not accept user and password. */
    boolean refused(String said);

    /** What else may have been meant by an address that is not accepted, the likeliest first. */
    List<Guess> guesses(Address address);

    /** What came of reading. */
    sealed interface Reading {}

    /**
     * What an address says.
     *
     * @param host a name or an IP address as it is written, an IPv6 address without brackets
     * @param username empty where it names nobody
     * @param password in clear text, empty where it has none; {@link #toString()} does not show it
     * @param userDatabase the database in which the server looks for the user
     */
    record Address(String host, int port, String username, String password, String userDatabase) implements Reading {

        /** Such as {@code db.example.org:27017}. */
        public String server() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }

        @Override
        public String toString() {
            return "Address[" + server() + "]";
        }
    }

    /** Of which no driver makes what was meant; neither sentence quotes a password. */
    record Mistake(String found, String remedy) implements Reading {}

    /**
     * An address that works in place of one that does not.
     *
     * @param found what is wrong with that one then
     */
    record Guess(Address address, String found, String remedy) {}
}
