/** The OpenAPI Generator extension that writes Ephemera's types, setup mapping and descriptor from the description. */
@NullMarked
package dev.ephemera.codegen;

import org.jspecify.annotations.NullMarked;
