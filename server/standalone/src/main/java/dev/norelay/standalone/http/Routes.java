package dev.norelay.standalone.http;

import static dev.norelay.standalone.http.Trouble.Kind.BODY_TOO_LARGE;
import static dev.norelay.standalone.http.Trouble.Kind.DEFECT;
import static dev.norelay.standalone.http.Trouble.Kind.MALFORMED_BODY;
import static dev.norelay.standalone.http.Trouble.Kind.METHOD_NOT_ALLOWED;
import static dev.norelay.standalone.http.Trouble.Kind.UNKNOWN_PATH;

import dev.norelay.standalone.http.Tally.Goal;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All paths and who answers there: the table of contents. Requests are read on Vert.x's event loop and done on workers. */
final class Routes {
    static final String API = "/api/v1";

    /** A scenario of 1 MiB, with what JSON adds to it. */
    private static final long LARGEST_FILE = 3L << 20;

    private static final long LARGEST_BODY = 128L << 10;

    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    /** Answers a request, on a worker: may block. */
    @FunctionalInterface
    interface Work {
        Answer answer(Request request);
    }

    private final Vertx vertx;
    private final WorkerExecutor workers;
    private final Gate gate;
    private final Meters meters;
    private final Servers servers;
    private final Streams streams;
    private final WebFiles files = new WebFiles();
    private final Router router;

    Routes(Vertx vertx, WorkerExecutor workers, Gate gate, Meters meters, Servers servers, Streams streams) {
        this.vertx = vertx;
        this.workers = workers;
        this.gate = gate;
        this.meters = meters;
        this.servers = servers;
        this.streams = streams;
        this.router = Router.router(vertx);
    }

    /** Lays them. */
    Router lay(AboutRoutes about, Shelf shelf) {
        router.route().handler(this::head);
        // Free: no secrets, and containers ask for them by names of all kinds.
        get("/health", about::health);
        get("/ready", about::ready);
        get("/ca.pem", about::pem);
        get("/ca.der", about::der);
        get("/ca.mobileconfig", about::profile);

        router.route(API + "/*").handler(this::admit);
        router.route(API + "/*").handler(guarded(Routes::refuseForm));
        get("", about::about);
        get("/", about::about);
        get("/openapi.yaml", about::openapi);
        get("/metrics", about::metrics);
        get("/address.svg", about::addressCode);

        ScenarioRoutes scenarios = new ScenarioRoutes(shelf);
        get("/dialects", scenarios::dialects);
        get("/scenarios", scenarios::list);
        body(HttpMethod.POST, "/scenarios", LARGEST_FILE, scenarios::add);
        body(HttpMethod.POST, "/scenarios/validate", LARGEST_FILE, scenarios::validate);
        get("/scenarios/:name", scenarios::get);
        delete("/scenarios/:name", scenarios::remove);
        get("/scenarios/:name/file", scenarios::file);

        ServerRoutes each = new ServerRoutes(servers, shelf);
        get("/servers", each::list);
        body(HttpMethod.POST, "/servers", LARGEST_FILE, each::start);
        get("/servers/:id", each::get);
        delete("/servers/:id", each::close);
        body(HttpMethod.POST, "/servers/:id/fix", LARGEST_BODY, each::fix);
        body(HttpMethod.POST, "/servers/:id/reset", LARGEST_BODY, each::reset);
        body(HttpMethod.POST, "/servers/:id/use", LARGEST_FILE, each::use);
        body(HttpMethod.PUT, "/servers/:id/phase", LARGEST_BODY, each::enter);
        body(HttpMethod.POST, "/servers/:id/time", LARGEST_BODY, each::letTimePass);
        body(HttpMethod.PUT, "/servers/:id/password", LARGEST_BODY, each::changePassword);

        RuleRoutes rules = new RuleRoutes(servers);
        get("/servers/:id/rules", rules::list);
        body(HttpMethod.POST, "/servers/:id/rules", LARGEST_BODY, rules::add);
        get("/servers/:id/rules/:rule", rules::get);
        delete("/servers/:id/rules/:rule", rules::remove);

        layReading();
        layPage();
        return router;
    }

    private void layReading() {
        ReadingRoutes reading = new ReadingRoutes(servers);
        get("/servers/:id/sessions", reading::sessions);
        get("/servers/:id/sessions/:session", reading::session);
        get("/servers/:id/sessions/:session/transcript", reading::sessionTranscript);
        get("/servers/:id/transcript", reading::transcript);
        get("/servers/:id/diagnosis", reading::diagnosis);
        get("/servers/:id/findings", reading::findings);
        body(HttpMethod.POST, "/servers/:id/attempts", LARGEST_BODY, reading::reportAttempt);
        get("/servers/:id/verdict", reading::verdict);
        router.get(API + "/servers/:id/await").handler(guarded(this::await));
        router.get(API + "/servers/:id/events").handler(guarded(this::events));

        MessageRoutes messages = new MessageRoutes(servers);
        get("/servers/:id/messages", messages::list);
        get("/servers/:id/messages/:message", messages::get);
        get("/servers/:id/messages/:message/raw", messages::raw);
        get("/servers/:id/messages/:message/html", messages::html);
        get("/servers/:id/messages/:message/parts/:part", messages::part);
    }

    private void layPage() {
        router.get().handler(guarded(this::file));
        router.route().failureHandler(this::failed);
        router.errorHandler(404, context -> answer(context, unknownPath(context)));
        router.errorHandler(
                405,
                context -> answer(
                        context,
                        new Trouble(
                                METHOD_NOT_ALLOWED,
                                context.request().method() + " is not for "
                                        + Request.shown(
                                                String.valueOf(context.request().path()))
                                        + "; " + API + "/openapi.yaml tells what is")));
        router.errorHandler(400, context -> answer(context, new Trouble(MALFORMED_BODY, "the request cannot be read")));
        router.errorHandler(413, this::failed);
        router.errorHandler(500, this::failed);
    }

    // Laying.

    /** HEAD too: Vert.x leaves the content out. */
    private void get(String path, Work work) {
        router.route(API + path)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(guarded(context -> work(context, work)));
    }

    private void delete(String path, Work work) {
        router.delete(API + path).handler(guarded(context -> work(context, work)));
    }

    private void body(HttpMethod method, String path, long largest, Work work) {
        router.route(method, API + path)
                .handler(BodyHandler.create(false).setBodyLimit(largest))
                .handler(guarded(context -> work(context, work)));
    }

    private Handler<RoutingContext> guarded(Consumer<RoutingContext> handler) {
        return context -> {
            try {
                handler.accept(context);
            } catch (RuntimeException failure) {
                failed(context, failure);
            }
        };
    }

    // Coming in.

    /** What each answer has, whatever it is. */
    private void head(RoutingContext context) {
        context.response()
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Cache-Control", "no-store");
        context.addEndHandler(ended -> meters.request(
                context.request().method().name(), context.response().getStatusCode()));
        context.next();
    }

    private void admit(RoutingContext context) {
        try {
            gate.admit(context.request());
        } catch (Trouble trouble) {
            answer(context, trouble);
            return;
        }
        context.next();
    }

    /** Vert.x would take it apart, and leave no body in which anything could be missed. */
    private static void refuseForm(RoutingContext context) {
        Request request = Request.of(context);
        if (request.isOf("multipart/form-data")) {
            throw request.wrongType("application/json, or application/yaml where that is taken");
        }
        context.next();
    }

    private void work(RoutingContext context, Work work) {
        Request request = Request.of(context);
        workers.executeBlocking(() -> work.answer(request), false).onComplete(done -> {
            if (done.succeeded()) {
                answer(context, done.result());
            } else {
                failed(context, done.cause());
            }
        });
    }

    /** The page and its files; {@code ?token=…} becomes a cookie, so that no address with it stays in the browser's bar. */
    private void file(RoutingContext context) {
        gate.admitReader(context.request());
        String token = context.request().getParam(Gate.TOKEN);
        if ("/".equals(context.normalizedPath()) && token != null && gate.opensWith(token)) {
            context.response()
                    .addCookie(Cookie.cookie(Gate.COOKIE, token)
                            .setHttpOnly(true)
                            .setPath("/")
                            .setSameSite(CookieSameSite.STRICT));
            answer(context, new Answer(303, "", Buffer.buffer(), Map.of("Location", "/")));
            return;
        }
        String path = context.normalizedPath();
        workers.executeBlocking(() -> files.get(path), false).onComplete(done -> {
            if (done.succeeded()) {
                answer(context, done.result());
            } else {
                failed(context, done.cause());
            }
        });
    }

    // What takes longer than a request.

    private void events(RoutingContext context) {
        Hosted hosted = servers.get(String.valueOf(context.pathParam("id")));
        streams.begin(context, hosted, Streams.after(Request.of(context), hosted.feed()));
    }

    /** No thread waits: the tally tells when it has happened, or a timer that it has not. */
    private void await(RoutingContext context) {
        Request request = Request.of(context);
        Hosted hosted = servers.get(request.path("id"));
        Goal goal = ReadingRoutes.goal(request);
        Duration patience = ReadingRoutes.patience(request);
        workers.executeBlocking(hosted.server()::nearMisses, false) // what clients have done is counted
                .onFailure(failure -> failed(context, failure))
                .onSuccess(ready -> {
                    CompletableFuture<Boolean> reached = hosted.tally().when(goal);
                    long timer = vertx.setTimer(
                            Math.max(1, patience.toMillis()),
                            late -> reached.completeExceptionally(new TimeoutException()));
                    context.response().closeHandler(gone -> hosted.tally().forget(reached));
                    reached.whenComplete((happened, late) -> {
                        vertx.cancelTimer(timer);
                        hosted.tally().forget(reached);
                        work(context, asked -> awaited(hosted, goal, patience, asked, happened, late));
                    });
                });
    }

    private static Answer awaited(
            Hosted hosted,
            Goal goal,
            Duration patience,
            Request request,
            @Nullable Boolean happened,
            @Nullable Throwable late) {
        if (late != null) {
            throw ReadingRoutes.inVain(hosted, goal, patience);
        } else if (!Boolean.TRUE.equals(happened)) {
            throw ReadingRoutes.gone(request);
        }
        return ReadingRoutes.reached(hosted);
    }

    // Going out.

    private static Trouble unknownPath(RoutingContext context) {
        return new Trouble(
                UNKNOWN_PATH,
                "nothing is at "
                        + Request.shown(String.valueOf(context.request().path())) + "; " + API
                        + "/openapi.yaml tells what is");
    }

    private void failed(RoutingContext context) {
        if (context.statusCode() == 413) {
            answer(context, new Trouble(BODY_TOO_LARGE, "the body is larger than norelay takes here"));
        } else if (context.failure() != null) {
            failed(context, context.failure());
        } else if (context.statusCode() == 404) {
            answer(context, unknownPath(context));
        } else {
            answer(context, new Trouble(MALFORMED_BODY, "the request cannot be read"));
        }
    }

    private void failed(RoutingContext context, Throwable failure) {
        Trouble trouble = Trouble.of(failure);
        if (trouble == null && failure instanceof IllegalStateException) {
            trouble = closedMeanwhile(context);
        }
        if (trouble == null) {
            LOG.error(
                    "{} {} failed; this is a defect of norelay's",
                    context.request().method(),
                    context.request().path(),
                    failure);
            trouble = new Trouble(DEFECT, "norelay has failed; its log says more");
        }
        answer(context, trouble);
    }

    /** That there is no such server; null while there is. */
    private @Nullable Trouble closedMeanwhile(RoutingContext context) {
        String id = context.pathParam("id");
        try {
            if (id != null) {
                servers.get(id);
            }
            return null;
        } catch (Trouble unknown) {
            return unknown;
        }
    }

    private void answer(RoutingContext context, Trouble trouble) {
        Answer answer = Answer.problem(trouble);
        answer(
                context,
                trouble.kind() == Trouble.Kind.UNAUTHORIZED ? answer.with("WWW-Authenticate", "Bearer") : answer);
    }

    private void answer(RoutingContext context, Answer answer) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return; // the client has gone
        }
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        if (!answer.type().isEmpty()) {
            response.putHeader("Content-Type", answer.type());
        }
        if (answer.status() == 413) {
            response.putHeader("Connection", "close"); // the rest of the body is not read
        }
        response.end(answer.octets());
    }
}
