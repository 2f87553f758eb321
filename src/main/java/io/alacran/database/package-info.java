/** Managed databases: deploy, ports, volumes, lifecycle, removal, and how the console reaches them. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"account", "activity", "docker", "engine", "operation", "problem", "secret", "uikit"})
package io.alacran.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
