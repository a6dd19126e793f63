package io.aispm.lineage.trace;

import io.aispm.lineage.TraceSink;
import io.aispm.lineage.TracesWanted;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import okhttp3.OkHttpClient;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Sends traces where an address for them is set, and is nothing at all where none is. */
@Configuration(proxyBeanMethods = false)
@Conditional(TracesWanted.class)
class TraceConfiguration {

    @Bean
    TraceSink traceSink(
            OkHttpClient http,
            MeterRegistry metrics,
            @Value("${spm.otlp.endpoint}") URI endpoint,
            @Value("${spm.otlp.header:}") String header) {
        var sender = new OtlpSender(http, new TraceTarget(endpoint, header), metrics);
        return events -> sender.send(
                events.stream().flatMap(event -> Spans.of(event).stream()).toList());
    }
}
