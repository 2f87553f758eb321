/** One small class per database engine: its image, versions, port, environment, volume path, readiness probe and SQL dialect. */
@NullMarked
@ApplicationModule(allowedDependencies = {"problem"})
package io.alacran.engine;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
