package io.aispm.systemtests;

/** The probe under bubblewrap. */
class BubblewrapProbeIT extends ProbeContract {

    @Override
    Stack stack() {
        return Stack.get();
    }
}
