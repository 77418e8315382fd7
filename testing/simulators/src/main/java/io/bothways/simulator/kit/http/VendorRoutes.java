package io.bothways.simulator.kit.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The vendor's API. Each call is counted, waits half of the latency, meets a planned fault or the gatekeeper or its
 * handler, and is answered after the other half. So a client's call takes effect before the client learns of it, as
 * over a real network.
 */
public final class VendorRoutes {
    private static final Logger LOG = Logger.getLogger(VendorRoutes.class.getName());
    /** A held connection is closed at last, lest a client without a timeout keeps it for ever. */
    private static final long HOLD_MILLIS = 10 * 60 * 1000L;

    private final Vertx vertx;
    private final Router router;
    private final CallMeter meter;
    private final FaultPlan faults;
    private final Gatekeeper gatekeeper;
    private long latency;

    public VendorRoutes(Vertx vertx, Router router, CallMeter meter, FaultPlan faults, Gatekeeper gatekeeper) {
        this.vertx = vertx;
        this.router = router;
        this.meter = meter;
        this.faults = faults;
        this.gatekeeper = gatekeeper;
    }

    /** The time from a call's arrival to its answer, in milliseconds, from now on. */
    public void latency(long millis) {
        latency = millis;
    }

    /** An operation that changes nothing. {@code {type}} in its name stands for that parameter of the path. */
    public void read(HttpMethod method, String path, String operation, VendorHandler handler) {
        router.route(method, path).handler(routing -> arrive(routing, operation, handler, false));
    }

    /** An operation that writes records. {@code {type}} in its name stands for that parameter of the path. */
    public void write(HttpMethod method, String path, String operation, VendorHandler handler) {
        router.route(method, path).handler(routing -> arrive(routing, operation, handler, true));
    }

    /** To be called last: what no route took is counted as {@code unknown} and answered by the gatekeeper. */
    public void close() {
        router.route().handler(routing -> arrive(routing, "unknown", gatekeeper::unknown, false));
    }

    private void arrive(RoutingContext routing, String template, VendorHandler handler, boolean writes) {
        String type = routing.pathParam("type");
        String operation = type == null ? template : template.replace("{type}", type);
        VendorCall call = new VendorCall(routing, operation, meter);
        meter.arrived(operation);
        Fault fault = faults.take(operation);
        if (fault != null) {
            meter.hit(fault);
        }
        after(latency / 2, () -> process(call, handler, writes, fault));
    }

    private void process(VendorCall call, VendorHandler handler, boolean writes, @Nullable Fault fault) {
        if (fault != null && fault.kind().beforeEffect()) {
            misbehave(call, fault);
            return;
        }
        VendorReply reply = answer(call, handler, writes);
        if (fault != null) {
            misbehave(call, fault);
            return;
        }
        after(latency - latency / 2, () -> send(call, reply));
    }

    private VendorReply answer(VendorCall call, VendorHandler handler, boolean writes) {
        VendorReply reply;
        try {
            VendorReply refusal = gatekeeper.refuse(call);
            if (refusal != null) {
                reply = refusal;
            } else {
                if (writes) {
                    meter.writeHandled();
                }
                reply = handler.handle(call);
            }
        } catch (VendorFailure e) {
            reply = e.reply();
        } catch (VendorCall.MalformedBody e) {
            reply = gatekeeper.malformed(call);
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "The simulator failed at " + call.operation(), e);
            reply = VendorReply.text(500, "text/plain", "The simulator itself failed; see its log.");
        }
        return gatekeeper.complete(call, reply);
    }

    private void misbehave(VendorCall call, Fault fault) {
        switch (fault.kind()) {
            case STATUS, STATUS_AFTER -> {
                if (fault.status() == 429) {
                    meter.throttled();
                }
                after(latency - latency / 2, () -> send(call, fault.reply()));
            }
            case TIMEOUT_BEFORE, TIMEOUT_AFTER -> vertx.setTimer(HOLD_MILLIS, timer -> disconnect(call));
            case RESET_BEFORE, RESET_AFTER -> disconnect(call);
        }
    }

    private static void disconnect(VendorCall call) {
        call.routing().request().connection().close();
    }

    private static void send(VendorCall call, VendorReply reply) {
        HttpServerResponse response = call.routing().response();
        if (response.closed() || response.ended()) {
            return;
        }
        response.setStatusCode(reply.status());
        reply.headers().forEach(response::putHeader);
        response.end(reply.body());
    }

    private void after(long millis, Runnable step) {
        if (millis <= 0) {
            step.run();
        } else {
            vertx.setTimer(millis, timer -> step.run());
        }
    }
}
