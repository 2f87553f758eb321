package io.alacran.engine.internal;

import java.util.List;
import org.springframework.stereotype.Component;

/** MySQL, by the contract of the official {@code mysql} image. Both versions offered are long-term support ones. */
@Component
class MySql extends MySqlFamily {

    MySql() {
        super("MYSQL", "mysql", "mysql");
    }

    @Override
    public String id() {
        return "mysql";
    }

    @Override
    public String title() {
        return "MySQL";
    }

    @Override
    public List<String> versions() {
        return List.of("9.7", "8.4");
    }

    @Override
    public String defaultVersion() {
        return "8.4";
    }

    @Override
    public String image(String version) {
        return "mysql:" + version;
    }
}
