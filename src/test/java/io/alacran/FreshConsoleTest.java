package io.alacran;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;
import org.springframework.test.context.ContextConfiguration;

/** Like {@link ConsoleTest}, but as at its first start, before there is an administrator, and for this class alone. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(properties = "alacran.test.console=fresh")
@AutoConfigureMockMvc
@Import(Fakes.class)
@DirtiesContext(classMode = ClassMode.AFTER_CLASS)
@ContextConfiguration(initializers = FreshHome.class)
public @interface FreshConsoleTest {}
