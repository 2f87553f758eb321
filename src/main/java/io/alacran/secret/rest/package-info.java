@org.jspecify.annotations.NullMarked
package io.alacran.secret.rest;
