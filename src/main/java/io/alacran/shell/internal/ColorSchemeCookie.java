package io.alacran.shell.internal;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinResponse;
import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.communication.IndexHtmlResponse;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Remembers, per browser, whether the pages are light or dark; without a choice they follow the system. A cookie, so that
 * the very first picture of a page is right already.
 */
@Component
public class ColorSchemeCookie implements VaadinServiceInitListener {

    private static final String NAME = "alacran-scheme";
    private static final Duration KEPT = Duration.ofDays(365);

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.addIndexHtmlRequestListener(ColorSchemeCookie::apply);
    }

    /** What was chosen, {@code SYSTEM} when nothing was. */
    public static ColorScheme.Value chosen() {
        return read(VaadinService.getCurrentRequest());
    }

    /** Changes the present page at once and remembers it. Only for use from a browser's request. */
    public static void choose(ColorScheme.Value scheme) {
        Cookie cookie = new Cookie(NAME, scheme.name());
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setAttribute("SameSite", "Lax");
        cookie.setMaxAge(scheme == ColorScheme.Value.SYSTEM ? 0 : (int) KEPT.toSeconds());
        VaadinResponse response = VaadinService.getCurrentResponse();
        if (response != null) {
            response.addCookie(cookie);
        }
        UI.getCurrent().getPage().setColorScheme(scheme);
    }

    private static void apply(IndexHtmlResponse response) {
        ColorScheme.Value scheme = read(response.getVaadinRequest());
        if (scheme != ColorScheme.Value.SYSTEM) {
            String word = scheme.getThemeValue();
            response.getDocument().getElementsByTag("html").attr("theme", word).attr("style", "color-scheme: " + word);
        }
    }

    private static ColorScheme.Value read(@Nullable VaadinRequest request) {
        Cookie[] cookies = request == null ? null : request.getCookies();
        if (cookies == null) {
            return ColorScheme.Value.SYSTEM;
        }
        return Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(NAME))
                .map(cookie -> "DARK".equals(cookie.getValue())
                        ? ColorScheme.Value.DARK
                        : "LIGHT".equals(cookie.getValue()) ? ColorScheme.Value.LIGHT : ColorScheme.Value.SYSTEM)
                .findFirst()
                .orElse(ColorScheme.Value.SYSTEM);
    }
}
