package io.alacran.connection.internal;

/** Takes passwords out of what drivers say. */
final class Masks {

    private Masks() {}

    static String mask(String text, String password) {
        return password.isEmpty() ? text : text.replace(password, "•••");
    }
}
