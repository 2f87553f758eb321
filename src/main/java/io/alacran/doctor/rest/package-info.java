@org.jspecify.annotations.NullMarked
package io.alacran.doctor.rest;
