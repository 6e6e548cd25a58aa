package dev.norelay.standalone.http;

import static dev.norelay.standalone.http.Trouble.Kind.BAD_PARAMETER;
import static dev.norelay.standalone.http.Trouble.Kind.MALFORMED_BODY;
import static dev.norelay.standalone.http.Trouble.Kind.UNKNOWN_PHASE;
import static dev.norelay.standalone.http.Trouble.Kind.UNKNOWN_USER;

import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.Catalogue;
import dev.norelay.standalone.http.Servers.Wanted;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Servers, and how their story stands. */
final class ServerRoutes {
    private static final Duration LONGEST_LEAP = Duration.ofDays(36_500);

    private final Servers servers;
    private final Shelf shelf;

    ServerRoutes(Servers servers, Shelf shelf) {
        this.servers = servers;
        this.shelf = shelf;
    }

    private Hosted hosted(Request request) {
        return servers.get(request.path("id"));
    }

    /** Behind a barrier, so that all counts are in it. */
    private static Answer state(Hosted hosted) {
        return Answer.json(hosted.stage().between(hosted::json));
    }

    Answer list(Request request) {
        request.knows("limit", "after");
        return Answer.json(Page.of(servers.all(), Hosted::id, request, Hosted::json));
    }

    Answer get(Request request) {
        request.knows();
        return state(hosted(request));
    }

    Answer start(Request request) {
        Hosted hosted = servers.start(wanted(request));
        return Answer.created(
                Routes.API + "/servers/" + hosted.id(), hosted.stage().between(hosted::json));
    }

    private Wanted wanted(Request request) {
        if (request.hasBody() && !request.isJson()) {
            return ofFile(request);
        }
        request.knows();
        if (!request.hasBody()) {
            return new Wanted(null, null, null, Servers.TIME_TO_LIVE);
        }
        Map<String, @Nullable Object> body = request.json("scenario", "file", "dialect", "seed", "ttl");
        String dialect = Request.text(body, "dialect");
        Scenario scenario = scenario(body, dialect);
        if (scenario == null && dialect != null) {
            scenario = shelf.spoken("open", dialect);
        }
        Object seed = body.get("seed");
        if (seed != null && !(seed instanceof Integer) && !(seed instanceof Long)) {
            throw new Trouble(MALFORMED_BODY, "seed is a whole number");
        }
        String ttl = Request.text(body, "ttl");
        return new Wanted(
                scenario,
                dialect,
                seed == null ? null : ((Number) seed).longValue(),
                ttl == null
                        ? Servers.TIME_TO_LIVE
                        : timeToLive(Request.duration("ttl", ttl, Servers.LONGEST_TIME_TO_LIVE)));
    }

    private static Wanted ofFile(Request request) {
        request.knows("dialect", "seed", "ttl");
        String dialect = request.query("dialect").orElse(null);
        OptionalLong seed = request.number("seed", Long.MIN_VALUE, Long.MAX_VALUE);
        return new Wanted(
                Shelf.read(request.document(), dialect),
                dialect,
                seed.isPresent() ? seed.getAsLong() : null,
                timeToLive(request.duration("ttl", Servers.TIME_TO_LIVE, Servers.LONGEST_TIME_TO_LIVE)));
    }

    private static Duration timeToLive(Duration given) {
        if (given.isZero()) {
            throw new Trouble(BAD_PARAMETER, "ttl is longer than nothing");
        }
        return given;
    }

    /** By name or as a text; null where neither is given. */
    private @Nullable Scenario scenario(Map<String, @Nullable Object> body, @Nullable String dialect) {
        String name = Request.text(body, "scenario");
        String file = Request.text(body, "file");
        if (name != null && file != null) {
            throw new Trouble(MALFORMED_BODY, "scenario or file: one of them");
        }
        if (dialect != null) {
            Catalogue.dialect(dialect);
        }
        return file != null ? Shelf.read(file, dialect) : name != null ? shelf.spoken(name, dialect) : null;
    }

    Answer close(Request request) {
        request.knows();
        servers.close(request.path("id"));
        return Answer.NOTHING;
    }

    Answer fix(Request request) {
        Hosted hosted = hosted(request.knows().withoutBody());
        hosted.stage().fix();
        return state(hosted);
    }

    Answer reset(Request request) {
        Hosted hosted = hosted(request.knows().withoutBody());
        hosted.stage().reset();
        return state(hosted);
    }

    Answer use(Request request) {
        Hosted hosted = hosted(request.knows());
        String dialect = hosted.dialect();
        Scenario scenario;
        if (request.isJson()) {
            Map<String, @Nullable Object> body = request.json("scenario", "file", "dialect");
            String other = Request.text(body, "dialect");
            dialect = other == null ? dialect : other.isEmpty() ? null : other;
            scenario = scenario(body, dialect);
        } else {
            scenario = Shelf.read(request.document(), dialect);
        }
        if (scenario == null) {
            throw new Trouble(MALFORMED_BODY, "the body lacks scenario or file");
        }
        hosted.speak(dialect);
        hosted.stage().use(scenario);
        return state(hosted);
    }

    Answer enter(Request request) {
        Hosted hosted = hosted(request.knows());
        String phase = Request.required(request.json("phase"), "phase");
        Scenario played = hosted.server().scenario();
        if (!played.phases().containsKey(phase)) {
            throw new Trouble(
                    UNKNOWN_PHASE,
                    "scenario " + played.name() + " has no phase " + Request.shown(phase) + "; it has "
                            + played.phases().keySet());
        }
        hosted.stage().enter(phase);
        return state(hosted);
    }

    Answer letTimePass(Request request) {
        Hosted hosted = hosted(request.knows());
        String time = Request.required(request.json("pass"), "pass");
        hosted.stage().letTimePass(Request.duration("pass", time, LONGEST_LEAP));
        return state(hosted);
    }

    Answer changePassword(Request request) {
        Hosted hosted = hosted(request.knows());
        Map<String, @Nullable Object> body = request.json("user", "password");
        String user = Request.required(body, "user");
        String password = Request.required(body, "password");
        try {
            hosted.stage().changePassword(user, password);
        } catch (IllegalArgumentException unknown) {
            throw new Trouble(UNKNOWN_USER, String.valueOf(unknown.getMessage()));
        }
        return state(hosted);
    }
}
