package io.aispm.kit.service;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who this service is to the others.
 *
 * @param tokenFile the file with this service's own token
 * @param tokensDir a folder with a file per service, named by it, that holds its token: who may call this one
 */
@ConfigurationProperties("spm.service")
public record ServiceProperties(
        @DefaultValue("unnamed") String name,
        @Nullable Path tokenFile,
        @Nullable Path tokensDir) {}
