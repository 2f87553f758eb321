/** The audit log: who did what to which thing, from where, with what result. */
@NullMarked
@ApplicationModule(allowedDependencies = {"account", "problem", "secret", "uikit"})
package io.alacran.activity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
