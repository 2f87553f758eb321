@org.jspecify.annotations.NullMarked
package io.alacran.problem.rest;
