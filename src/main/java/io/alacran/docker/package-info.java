/** The engine gateway: everything the console asks of Docker, and the only package that knows docker-java. */
@NullMarked
@ApplicationModule(allowedDependencies = {"problem"})
package io.alacran.docker;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
