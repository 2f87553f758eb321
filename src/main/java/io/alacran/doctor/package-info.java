/**
 * The doctor of connections: one class for each check, in {@code internal}; {@code Examination} has their order. And that
 * of the addresses which applications use, of engines without connections: {@code AddressExamination}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"connection", "database", "docker", "engine", "problem", "ssh", "uikit"})
package io.alacran.doctor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
