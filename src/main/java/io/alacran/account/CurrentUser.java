package io.alacran.account;

/** Who is asking, on the present thread. */
public interface CurrentUser {

    /** The name of who signed in, or {@code console} where the console acts by itself. */
    String name();

    /** Where the request came from, such as {@code 127.0.0.1}; empty where the console acts by itself. */
    String source();
}
