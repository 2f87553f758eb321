package io.alacran;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole console without an engine, with its administrator and its sample only. All classes with this share one, which
 * is tidied before each of them: a start takes longer than most of them. What cannot be tidied, such as a driver that was
 * added, and the first run itself take a {@link FreshConsoleTest}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest
@AutoConfigureMockMvc
@Import(Fakes.class)
@ContextConfiguration(initializers = FreshHome.class)
@ExtendWith(TidyConsole.class)
public @interface ConsoleTest {}
