package io.aispm.kit.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** The JSON of the wire contract: instants in RFC 3339, UTC, with exactly milliseconds; unknown fields are ignored. */
public final class WireJson {

    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private WireJson() {}

    /** Makes a mapper one of the wire. */
    public static void configure(JsonMapper.Builder builder) {
        builder.addModule(new SimpleModule("wire").addSerializer(Instant.class, new InstantSerializer()));
        builder.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /** A mapper for what goes over Kafka and between services, where an absent value is not written. */
    public static JsonMapper betweenServices() {
        var builder = JsonMapper.builder();
        configure(builder);
        builder.changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL));
        return builder.build();
    }

    /** An instant as the wire shows it. */
    public static String text(Instant instant) {
        return MILLISECONDS.format(instant);
    }

    private static final class InstantSerializer extends ValueSerializer<Instant> {

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializationContext context) {
            out.writeString(text(value));
        }
    }
}
