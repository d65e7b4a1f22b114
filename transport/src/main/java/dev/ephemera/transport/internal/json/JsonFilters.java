package dev.ephemera.transport.internal.json;

import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.filter.FilteringGeneratorDelegate;
import tools.jackson.core.filter.TokenFilter;

/** Looks at values as {@link Json} writes them. */
public final class JsonFilters {

    private JsonFilters() {}

    /** Shows a filter a value as it would be written; nothing is. */
    public static void show(Object value, TokenFilter filter) {
        try (JsonGenerator nowhere = new FilteringGeneratorDelegate(
                Json.generator(OutputStream.nullOutputStream()),
                filter,
                TokenFilter.Inclusion.ONLY_INCLUDE_ALL,
                true)) {
            Json.write(value, nowhere);
        }
    }
}
