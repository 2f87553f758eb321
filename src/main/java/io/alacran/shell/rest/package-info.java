@org.jspecify.annotations.NullMarked
package io.alacran.shell.rest;
