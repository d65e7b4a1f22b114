package dev.ephemera.types.internal;

import java.util.List;

/**
 * One enum as the description has it.
 *
 * @param name the name of the type
 * @param values the names on the wire, in the description's order; a position is not the number on the wire
 */
public record EnumDescriptor(String name, List<String> values) {}
