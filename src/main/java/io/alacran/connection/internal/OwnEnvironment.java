package io.alacran.connection.internal;

import io.alacran.connection.Environments;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The environment of the console itself, from {@code alacran.env}.
 *
 * @param isSet whether somebody set it
 */
@Component
record OwnEnvironment(String word, boolean isSet) {

    @Autowired
    OwnEnvironment(@Value("${alacran.env:}") String setting) {
        this(setting.isBlank() ? Environments.DEVELOPMENT : setting.strip(), !setting.isBlank());
    }

    OwnEnvironment {
        if (!Environments.isWord(word)) {
            throw new BadEnvironmentException(word);
        }
    }
}
