@org.jspecify.annotations.NullMarked
package io.alacran.setup.internal;
