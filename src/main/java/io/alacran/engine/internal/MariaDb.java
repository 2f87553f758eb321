package io.alacran.engine.internal;

import java.util.List;
import org.springframework.stereotype.Component;

/** MariaDB, by the contract of the official {@code mariadb} image. All versions offered are long-term support ones. */
@Component
class MariaDb extends MySqlFamily {

    MariaDb() {
        super("MARIADB", "mariadb", "mariadb");
    }

    @Override
    public String id() {
        return "mariadb";
    }

    @Override
    public String title() {
        return "MariaDB";
    }

    @Override
    public List<String> versions() {
        return List.of("11.8", "11.4", "10.11");
    }

    @Override
    public String defaultVersion() {
        return "10.11";
    }

    @Override
    public String image(String version) {
        return "mariadb:" + version;
    }
}
