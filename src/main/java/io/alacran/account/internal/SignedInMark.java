package io.alacran.account.internal;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cookie without a secret that says that somebody is signed in at this browser. It outlives the session, so that whoever
 * finds himself signed out can be told that the session has ended: the session itself may have been replaced by an empty one
 * when the page is asked for, since open pages ask for other things before.
 */
final class SignedInMark {

    private static final String NAME = "alacran-signed-in";

    private SignedInMark() {}

    static void set(HttpServletRequest request, HttpServletResponse response) {
        response.addCookie(cookie(request, "yes", -1));
    }

    static void clear(HttpServletRequest request, HttpServletResponse response) {
        response.addCookie(cookie(request, "", 0));
    }

    static boolean isOn(HttpServletRequest request) {
        Cookie @Nullable [] cookies = request.getCookies();
        return cookies != null && Stream.of(cookies).anyMatch(c -> c.getName().equals(NAME));
    }

    private static Cookie cookie(HttpServletRequest request, String value, int seconds) {
        Cookie cookie = new Cookie(NAME, value);
        cookie.setPath(request.getContextPath() + "/");
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setAttribute("SameSite", "Lax");
        cookie.setMaxAge(seconds);
        return cookie;
    }
}
