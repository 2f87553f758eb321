package io.alacran.engine.internal;

import java.util.List;
import org.springframework.stereotype.Component;

/** MariaDB, by the contract of the official {@code mariadb} image. All versions offered are long-term support ones. */
@Component
class MariaDb extends MySqlFamily {

    MariaDb() {
        super("mariadb", "MariaDB", List.of("11.8", "11.4", "10.11"), "10.11", "MARIADB", "mariadb");
    }

    @Override
    public String image(String version) {
        return "mariadb:" + version;
    }
}
