@org.jspecify.annotations.NullMarked
package io.alacran.slow.rest;
