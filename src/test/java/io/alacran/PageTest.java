package io.alacran;

import com.vaadin.browserless.SpringBrowserlessTest;
import java.util.Set;

/** A test of a page as the server makes it, without a browser. */
public abstract class PageTest extends SpringBrowserlessTest {

    /** Where the pages are, ours and Vaadin's for errors; without it, every class of every library is read. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("io.alacran", "com.vaadin.flow.router");
    }
}
