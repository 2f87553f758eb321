@org.jspecify.annotations.NullMarked
package io.alacran.engine.internal;
