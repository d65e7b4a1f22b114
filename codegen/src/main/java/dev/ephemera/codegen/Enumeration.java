package dev.ephemera.codegen;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One enum schema. Templates read the methods by name.
 *
 * @param name the name of the type
 * @param doc the description in CommonMark
 * @param values the names on the wire in the description's order
 */
record Enumeration(String name, String doc, List<String> values) {

    /**
     * One value.
     *
     * @param value the name on the wire
     */
    record Constant(String value) {

        String constant() {
            return Names.constant(value);
        }

        String literal() {
            return Names.literal(value);
        }
    }

    List<String> docLines() {
        return Javadoc.lines(doc);
    }

    List<Constant> constants() {
        return values.stream().map(Constant::new).toList();
    }

    String valueLiterals() {
        return values.stream().map(Names::literal).collect(Collectors.joining(", "));
    }
}
