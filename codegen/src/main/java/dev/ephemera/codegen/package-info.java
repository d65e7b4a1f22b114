/** The OpenAPI Generator extensions that write Ephemera's types, setup mapping, descriptor and codecs from the description. */
@NullMarked
package dev.ephemera.codegen;

import org.jspecify.annotations.NullMarked;
