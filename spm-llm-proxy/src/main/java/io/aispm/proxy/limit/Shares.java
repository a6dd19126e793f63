package io.aispm.proxy.limit;

import io.aispm.contract.call.Allowance;
import java.util.List;

/** Where shares of allowances come from: they are counted for all replicas in one place. */
@FunctionalInterface
public interface Shares {

    /** Asks for shares, or gives them back; fails with {@code control_plane_unavailable} where nobody answers. */
    List<Allowance.Grant> take(List<Allowance.Share> shares);
}
