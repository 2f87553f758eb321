/** The doctor of connections: one class for each check, in {@code internal}; {@code Examination} has their order. */
@NullMarked
@ApplicationModule(allowedDependencies = {"connection", "database", "docker", "engine", "problem", "ssh"})
package io.alacran.doctor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
