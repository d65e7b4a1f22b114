/** From the types to JSON and back, token by token; what is generated here has one class for each type of the description. */
@NullMarked
package dev.ephemera.transport.internal.json;

import org.jspecify.annotations.NullMarked;
