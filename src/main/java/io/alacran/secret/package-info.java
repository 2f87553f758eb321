/** Keeps secrets: encrypts them at rest, masks them in messages, makes strong passwords and refuses weak ones. */
@NullMarked
@ApplicationModule(allowedDependencies = {"problem"})
package io.alacran.secret;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
