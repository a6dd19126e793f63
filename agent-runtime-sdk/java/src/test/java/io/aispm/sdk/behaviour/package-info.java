/** What an agent may rely on over a real broker, in whichever language it is written: one suite, run against both SDKs. */
@org.jspecify.annotations.NullMarked
package io.aispm.sdk.behaviour;
