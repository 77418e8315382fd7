package io.bothways.runtime.calls;

import io.bothways.runtime.address.Reachable;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands on each connection to an app, between what was unpacked and who reads it. Lets nothing out where the address
 * that the connection has really reached is not permitted, whatever its name led to when it was looked up before; and
 * ends an answer that grows beyond the limit, so that a small packed body cannot become a huge one, or that does not
 * come to its end in time.
 *
 * <p>The REST client gathers a whole body before anybody sees it, has no limit for it, and stops its clock when the
 * head has come; hence this place. One answer at a time: HTTP/1.1 without pipelining, which is what the client speaks.
 */
final class AnswerGate extends ChannelDuplexHandler {
    private static final String READER = "handler";

    private final Terms terms;
    private final boolean permitted;
    private long length;
    private boolean ended;
    private @Nullable Future<?> deadline;

    /**
     * What is held to.
     *
     * @param encrypted over https
     * @param largest in bytes, unpacked
     * @param timeout from the request to the end of its answer
     */
    record Terms(Reachable reachable, boolean encrypted, long largest, Duration timeout) {}

    private AnswerGate(Terms terms, boolean permitted) {
        this.terms = terms;
        this.permitted = permitted;
    }

    /** Guards the connections that the client will make. */
    // No other way leads to the connections of a client that a REST client has built.
    @SuppressWarnings("deprecation")
    static void guard(HttpClient client, Terms terms) {
        client.connectionHandler(connection -> onto(connection, terms));
    }

    private static void onto(HttpConnection connection, Terms terms) {
        ChannelPipeline pipeline = ((ConnectionBase) connection).channel().pipeline();
        boolean permitted = pipeline.channel().remoteAddress() instanceof InetSocketAddress reached
                && reached.getAddress() != null
                && terms.reachable().permits(reached.getAddress(), terms.encrypted());
        pipeline.addBefore(READER, "answer gate", new AnswerGate(terms, permitted));
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise written) throws Exception {
        if (permitted) {
            if (message instanceof HttpRequest) {
                deadline = context.executor().schedule(
                        () -> end(context, ExchangeRefused.late(terms.timeout())),
                        terms.timeout().toMillis(),
                        TimeUnit.MILLISECONDS);
            }
            super.write(context, message, written);
            return;
        }
        ReferenceCountUtil.release(message);
        ExchangeRefused refused = ExchangeRefused.address();
        written.tryFailure(refused);
        end(context, refused);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof HttpResponse) {
            length = 0;
        }
        @Nullable ExchangeRefused refused = null;
        if (message instanceof HttpContent content) {
            length += content.content().readableBytes();
            if (length > terms.largest()) {
                refused = ExchangeRefused.tooLarge(terms.largest());
            }
        }
        if (message instanceof LastHttpContent) {
            inTime();
        }
        if (refused != null || ended) {
            ReferenceCountUtil.release(message);
            if (refused != null) {
                end(context, refused);
            }
            return;
        }
        super.channelRead(context, message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        inTime();
        super.channelInactive(context);
    }

    private void inTime() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    /** Whoever waits for the answer is told why before the connection closes under it. */
    private void end(ChannelHandlerContext context, ExchangeRefused refused) {
        if (!ended) {
            ended = true;
            inTime();
            context.fireExceptionCaught(refused);
            context.close();
        }
    }
}
