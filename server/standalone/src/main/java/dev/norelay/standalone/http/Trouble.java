package dev.norelay.standalone.http;

import dev.norelay.journal.JournalOverflowException;
import dev.norelay.scenario.Problem;
import dev.norelay.scenario.ScenarioException;
import dev.norelay.smtp.Ids;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is wrong with a request, answered with a problem document (RFC 9457). */
final class Trouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What can be wrong; its word is the last part of the document's {@code type}. */
    enum Kind {
        UNKNOWN_PATH(404, "Nothing is at this path"),
        METHOD_NOT_ALLOWED(405, "This method is not for this path"),
        MALFORMED_BODY(400, "The body cannot be read"),
        BAD_PARAMETER(400, "A parameter is wrong"),
        BODY_TOO_LARGE(413, "The body is too large"),
        UNSUPPORTED_MEDIA_TYPE(415, "The body is of a wrong type"),
        UNAUTHORIZED(401, "A token is needed"),
        FOREIGN_ORIGIN(403, "The request comes from a web page elsewhere"),
        FOREIGN_HOST(421, "The request is meant for another host"),
        UNKNOWN_SCENARIO(404, "There is no such scenario"),
        UNKNOWN_DIALECT(404, "There is no such dialect"),
        UNKNOWN_SERVER(404, "There is no such server"),
        UNKNOWN_SESSION(404, "There is no such session"),
        UNKNOWN_MESSAGE(404, "There is no such message"),
        UNKNOWN_PART(404, "The message has no such part"),
        UNKNOWN_RULE(404, "There is no such rule"),
        UNKNOWN_PHASE(404, "The story has no such phase"),
        UNKNOWN_USER(404, "The server knows no such user"),
        BAD_SCENARIO(422, "There are mistakes in it"),
        SCENARIO_EXISTS(409, "There is a scenario with that name"),
        NOT_REMOVABLE(409, "This cannot be taken away"),
        AWAITED_IN_VAIN(409, "It has not happened in time"),
        JOURNAL_OVERFLOW(410, "The journal has dropped what was asked for"),
        PORT_TAKEN(409, "A port is taken"),
        TOO_MANY(503, "There are too many already"),
        NOT_READY(503, "The server does not listen"),
        DEFECT(500, "This is a defect of norelay's");

        private final int status;
        private final String title;

        Kind(int status, String title) {
            this.status = status;
            this.title = title;
        }

        int status() {
            return status;
        }
    }

    private final Kind kind;
    private final transient Map<String, @Nullable Object> more;

    Trouble(Kind kind, String detail) {
        this(kind, detail, Map.of());
    }

    /**
     * With more members of the document.
     *
     * @param more by name
     */
    Trouble(Kind kind, String detail, Map<String, @Nullable Object> more) {
        super(detail, null, false, false);
        this.kind = kind;
        this.more = more;
    }

    Kind kind() {
        return kind;
    }

    /** What core throws, in the words of the command line; null where it is a defect. */
    static @Nullable Trouble of(Throwable failure) {
        if (failure instanceof Trouble trouble) {
            return trouble;
        } else if (failure instanceof ScenarioException scenario) {
            return of(scenario);
        } else if (failure instanceof JournalOverflowException overflow) {
            return new Trouble(Kind.JOURNAL_OVERFLOW, overflow.getMessage() + "; `reset` empties the journal");
        } else if (failure instanceof UncheckedIOException io && io.getCause() instanceof BindException) {
            return new Trouble(Kind.PORT_TAKEN, String.valueOf(io.getMessage()));
        }
        return null;
    }

    private static Trouble of(ScenarioException failure) {
        String detail = String.valueOf(failure.getMessage());
        if (failure.problems().isEmpty()) {
            boolean dialect = detail.startsWith("unknown dialect");
            return new Trouble(dialect ? Kind.UNKNOWN_DIALECT : Kind.UNKNOWN_SCENARIO, detail);
        }
        return new Trouble(
                Kind.BAD_SCENARIO,
                detail,
                Map.of(
                        "problems",
                        failure.problems().stream().map(Trouble::mistake).toList()));
    }

    /** A mistake in a scenario file. */
    static Map<String, @Nullable Object> mistake(Problem problem) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("line", problem.line() == 0 ? null : problem.line());
        shown.put("column", problem.column() == 0 ? null : problem.column());
        shown.put("message", problem.message());
        shown.put("hint", problem.hint());
        shown.put("source", problem.source());
        return shown;
    }

    /** The problem document. */
    Map<String, @Nullable Object> document() {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("type", "/problems/" + Ids.of(kind));
        document.put("title", kind.title);
        document.put("status", kind.status);
        document.put("detail", getMessage());
        document.putAll(more);
        return document;
    }
}
