package dev.ephemera.checks.typesonly;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.PackageVersion;
import dev.ephemera.types.samples.PlainMapper;

/** A plain mapper of Jackson 2. */
final class ConsumerMapper implements PlainMapper {

    private final ObjectMapper mapper = new ObjectMapper();

    @Override
    public <T> T read(String json, Class<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    @Override
    public String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public String toString() {
        return "Jackson " + PackageVersion.VERSION;
    }
}
