package io.aispm.benchmarks.guard;

import java.util.Locale;

/** A share of rows, with what it may be: Wilson's interval for 95 %. */
record Share(int part, int whole) {

    private static final double Z = 1.96;

    double value() {
        return whole == 0 ? 0 : (double) part / whole;
    }

    double low() {
        return bound(-1);
    }

    double high() {
        return bound(1);
    }

    private double bound(int side) {
        if (whole == 0) {
            return 0;
        }
        var spread = Z * Math.sqrt(value() * (1 - value()) / whole + Z * Z / (4.0 * whole * whole));
        return Math.clamp((value() + Z * Z / (2.0 * whole) + side * spread) / (1 + Z * Z / whole), 0, 1);
    }

    /** {@code .923 (.87-.95)}, or nothing where there are no rows. */
    @Override
    public String toString() {
        return whole == 0 ? "" : String.format(Locale.ROOT, "%.3f (%.2f-%.2f)", value(), low(), high());
    }
}
