@org.jspecify.annotations.NullMarked
package io.alacran.database.rest;
