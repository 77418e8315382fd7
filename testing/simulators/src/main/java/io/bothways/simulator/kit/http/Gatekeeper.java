package io.bothways.simulator.kit.http;

import org.jspecify.annotations.Nullable;

/** What an app does with every call, whatever it asks for. */
public interface Gatekeeper {

    /**
     * Refuses a call before it has any effect: credentials, rate limits. A refusal for rate is also told to the
     * {@link CallMeter}.
     *
     * @return the refusal, or {@code null} to let the call pass
     */
    @Nullable VendorReply refuse(VendorCall call);

    /** Adds what every answer carries, such as rate-limit headers. */
    VendorReply complete(VendorCall call, VendorReply reply);

    /** The answer to a body that is not the JSON expected. */
    VendorReply malformed(VendorCall call);

    /** The answer to a path or method that the app does not have. */
    VendorReply unknown(VendorCall call);
}
