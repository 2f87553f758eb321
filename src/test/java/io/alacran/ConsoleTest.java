package io.alacran;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.util.FileSystemUtils;

/** The whole console on an empty store of its own and without an engine; fresh for each class. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest
@AutoConfigureMockMvc
@Import(Fakes.class)
@DirtiesContext
@ContextConfiguration(initializers = ConsoleTest.FreshHome.class)
public @interface ConsoleTest {

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
                                java.util.Map.of(
                                        "alacran.home",
                                        home,
                                        "alacran.docker.host",
                                        "unix://" + home + "/no-engine.sock",
                                        // What a test makes up leads nowhere, so nothing is asked in the background.
                                        "alacran.health.tick",
                                        "1d")));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
