package dev.ephemera.checks.typesonly;

import dev.ephemera.types.samples.PlainMapper;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.cfg.PackageVersion;

/** A plain mapper of Jackson 3. */
final class ConsumerMapper implements PlainMapper {

    private final ObjectMapper mapper = new ObjectMapper();

    @Override
    public <T> T read(String json, Class<T> type) {
        return mapper.readValue(json, type);
    }

    @Override
    public String write(Object value) {
        return mapper.writeValueAsString(value);
    }

    @Override
    public String toString() {
        return "Jackson " + PackageVersion.VERSION;
    }
}
