package io.aispm.api.policy.bundle;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How the bundle is signed.
 *
 * @param keyFile the private key, an elliptic-curve JWK on P-256; OPA knows the public one
 */
@ConfigurationProperties("spm.bundle")
record BundleProperties(Path keyFile) {}
