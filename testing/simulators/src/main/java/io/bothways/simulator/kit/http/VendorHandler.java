package io.bothways.simulator.kit.http;

/** Answers one operation of the vendor's API, on the event loop, without blocking. */
@FunctionalInterface
public interface VendorHandler {

    /** May throw {@link VendorFailure}; the effect of the call must then not have happened, or be meant. */
    VendorReply handle(VendorCall call);
}
