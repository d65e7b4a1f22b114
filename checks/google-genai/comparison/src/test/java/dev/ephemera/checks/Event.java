package dev.ephemera.checks;

import tools.jackson.databind.JsonNode;

/**
 * What a client tells of its session.
 *
 * @param kind {@code open}, {@code refused}, {@code message}, {@code closed} or {@code error}
 * @param body what it tells
 */
record Event(String kind, JsonNode body) {

    boolean is(String other) {
        return kind.equals(other);
    }
}
