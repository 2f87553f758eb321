package io.alacran.engine.internal;

import java.util.List;
import org.springframework.stereotype.Component;

/** MySQL, by the contract of the official {@code mysql} image. Both versions offered are long-term support ones. */
@Component
class MySql extends MySqlFamily {

    MySql() {
        super("mysql", "MySQL", List.of("9.7", "8.4"), "9.7", "MYSQL", "mysql");
    }

    @Override
    public String image(String version) {
        return "mysql:" + version;
    }
}
