package io.aispm.proxy.route;

import java.util.List;

/** Tells which models a provider's server has. */
@FunctionalInterface
public interface ServerModels {

    /** The names of its models, as it lists them; empty where it can't be asked. */
    List<String> of(ProviderRoute route);
}
