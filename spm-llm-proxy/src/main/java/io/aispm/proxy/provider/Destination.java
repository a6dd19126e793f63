package io.aispm.proxy.provider;

import io.aispm.proxy.route.ProviderRoute;

/** Where a call goes: a provider, and the model that counts. */
public record Destination(ProviderRoute route, String model) {}
