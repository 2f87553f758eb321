@org.jspecify.annotations.NullMarked
package io.alacran.docker.rest;
