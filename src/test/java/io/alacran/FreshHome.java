package io.alacran;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.FileSystemUtils;

/** A data directory that nobody used before; it goes when all else is closed. */
class FreshHome implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        try {
            Path made = Files.createTempDirectory("alacran-test");
            // Registered before any bean, and so destroyed after all of them
            ((DefaultListableBeanFactory) context.getBeanFactory())
                    .registerDisposableBean("home", () -> FileSystemUtils.deleteRecursively(made));
            String home = made.toString();
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "home",
                            Map.of(
                                    "alacran.home",
                                    home,
                                    "alacran.docker.host",
                                    "unix://" + home + "/no-engine.sock",
                                    // What a test makes up leads nowhere, so nothing is asked in the background.
                                    "alacran.health.tick",
                                    "1d",
                                    // Who waits for a page to follow waits no second
                                    "alacran.pool.tick",
                                    "100ms",
                                    // A library of the tests brings Kotlin along, which the console has not
                                    "springdoc.enable-kotlin",
                                    "false")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
