/** Asks every named connection again and again whether it answers, keeps what came of it, and tells when that changes. */
@NullMarked
@ApplicationModule(allowedDependencies = {"activity", "connection", "database", "engine", "problem", "uikit"})
package io.alacran.health;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
