@org.jspecify.annotations.NullMarked
package io.alacran.docker.internal;
