package io.bothways.simulator.kit.http;

/** Ends the handling of a call with the given answer. */
public final class VendorFailure extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient VendorReply reply;

    public VendorFailure(VendorReply reply) {
        super("answered " + reply.status(), null, false, false);
        this.reply = reply;
    }

    public VendorReply reply() {
        return reply;
    }
}
