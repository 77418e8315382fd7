package io.bothways.simulator.kit;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The page on which a person looks at and edits records; one for all apps, {@code /records/…} links into it. */
final class EditingPage {
    private EditingPage() {
    }

    static void addRoutes(Router router) {
        Buffer page = resource("index.html");
        Buffer script = resource("page.js");
        Buffer style = resource("page.css");
        router.get("/").handler(call -> call.response().putHeader("Content-Type", "text/html;charset=utf-8").end(page));
        router.get("/records/:type/:id").handler(call ->
                call.response().putHeader("Content-Type", "text/html;charset=utf-8").end(page));
        router.get("/_simulator/page.js").handler(call ->
                call.response().putHeader("Content-Type", "text/javascript;charset=utf-8").end(script));
        router.get("/_simulator/page.css").handler(call ->
                call.response().putHeader("Content-Type", "text/css;charset=utf-8").end(style));
    }

    private static Buffer resource(String name) {
        try (InputStream in = Objects.requireNonNull(EditingPage.class.getResourceAsStream("page/" + name), name)) {
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
