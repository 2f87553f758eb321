package io.alacran;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.theme.aura.Aura;
import java.security.Security;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts the console and sets what every page shares: the theme, the style sheet and server push. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
@Push
@StyleSheet(Aura.STYLESHEET)
@StyleSheet("styles.css")
public class Application implements AppShellConfigurator {

    private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

    /** @param args Spring Boot's usual arguments; every setting also has an environment variable, see README.md */
    public static void main(String[] args) {
        // Class loading holds a virtual thread's carrier; with as few carriers as this machine has cores, all of them
        // can
        // end up waiting for a lock whose owner has no carrier to go on with. Read once, before the first such thread.
        if (System.getProperty(CARRIERS) == null) {
            System.setProperty(CARRIERS, "16");
        }
        // A container's address goes to another one as soon as it is gone; the JVM would keep it for 30 s.
        Security.setProperty("networkaddress.cache.ttl", "1");
        SpringApplication.run(Application.class, args);
    }
}
