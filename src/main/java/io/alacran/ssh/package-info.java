/** The client side of SSH: a tunnel to a server behind a host whose key is verified; and how SSH connects, for both sides. */
@NullMarked
@ApplicationModule(allowedDependencies = {"engine"})
package io.alacran.ssh;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
