package dev.norelay.explain;

import dev.norelay.diagnosis.Diagnosis;
import dev.norelay.diagnosis.Diagnostician;
import dev.norelay.diagnosis.Played;
import dev.norelay.explain.Dialogue.Exchange;
import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.journal.Message;
import dev.norelay.journal.MessageContent;
import dev.norelay.journal.SessionRecord;
import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.ScenarioBuilder;
import dev.norelay.session.Security;
import dev.norelay.session.Transaction;
import dev.norelay.smtp.Command;
import dev.norelay.smtp.CommandParser;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Octets;
import dev.norelay.smtp.Path;
import dev.norelay.smtp.Refusal;
import dev.norelay.smtp.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A dialogue from elsewhere, as the journal would have it had norelay been the server; so it can be diagnosed. */
final class Course {
    private static final String LISTENER = "submission";

    private final List<Entry> entries = new ArrayList<>();
    private boolean tls;

    private Course() {}

    /**
     * What happened in a dialogue; empty where nothing came to an end in it, or only pieces of it are known.
     *
     * @param reason the cause that a refusal's words speak for, if any
     */
    static Optional<Diagnosis> diagnosis(Dialogue dialogue, Function<Exchange, Optional<Cause>> reason) {
        boolean whole = dialogue.exchanges().stream().anyMatch(exchange -> exchange.moment() == Moment.EHLO);
        boolean ended = dialogue.exchanges().stream()
                .anyMatch(exchange -> exchange.isRefusal() || exchange.moment() == Moment.END_OF_DATA);
        if (!whole || !ended) {
            return Optional.empty();
        }
        Course course = new Course();
        boolean tlsFirst = dialogue.exchanges().get(0).tls();
        course.add(new Event.SessionOpened(LISTENER, "client", tlsFirst ? Security.TLS : Security.STARTTLS));
        for (Exchange exchange : dialogue.exchanges()) {
            course.add(exchange, reason);
        }
        boolean upgrade = dialogue.exchanges().stream().anyMatch(exchange -> exchange.moment() == Moment.STARTTLS);
        Scenario scenario = ScenarioBuilder.scenario("elsewhere", "A dialogue from elsewhere")
                .client(client ->
                        client.security(tlsFirst ? Security.TLS : upgrade ? Security.STARTTLS : Security.NONE))
                .build();
        return Diagnostician.diagnose(
                new Played(scenario, scenario.phase(Phase.BROKEN), 0, false), new SessionRecord(1, course.entries));
    }

    private void add(Event event) {
        entries.add(new Entry(entries.size() + 1L, Instant.EPOCH, 1, event));
    }

    private void add(Exchange exchange, Function<Exchange, Optional<Cause>> reason) {
        if (exchange.tls() && !tls) {
            tls = true;
            add(new Event.TlsStarted("TLS", ""));
        }
        Moment moment = exchange.moment();
        if (moment == null) {
            return;
        }
        if (moment == Moment.END_OF_DATA) {
            add(new Event.ContentReceived(0, false));
            if (exchange.reply() != null && exchange.reply().isPositive()) {
                add(new Event.MessageTaken(message()));
            }
        } else if (!exchange.command().isEmpty()) {
            add(command(exchange.command()));
        }
        Reply reply = exchange.reply();
        if (reply != null) {
            Refusal refusal = exchange.isRefusal()
                    ? reason.apply(exchange)
                            .map(cause -> refusal(cause, moment))
                            .orElse(null)
                    : null;
            add(new Event.ReplySent(moment, reply, refusal, true));
        }
    }

    private static Message message() {
        return new Message(
                1, Instant.EPOCH, "", new Transaction(Path.NULL, Map.of()), new MessageContent.InMemory(new byte[0]));
    }

    private static Event command(String line) {
        byte[] octets = line.getBytes(StandardCharsets.UTF_8);
        Command command = CommandParser.parse(octets);
        int secretFrom = command instanceof Command.Auth ? "AUTH".length() : -1;
        return new Event.CommandReceived(Octets.copyOf(octets), command, secretFrom);
    }

    /** The reasons about which a course tells more than words do: whether there was a login, and one to be had. */
    private static @Nullable Refusal refusal(Cause cause, Moment moment) {
        return switch (cause) {
            case LOGIN_MISSING, LOGIN_NOT_OFFERED ->
                moment == Moment.RCPT ? Refusal.RELAY_DENIED : Refusal.AUTHENTICATION_REQUIRED;
            case TLS_NEEDED, LOGIN_NEEDS_TLS -> Refusal.TLS_REQUIRED;
            case CREDENTIALS_WRONG, PASSWORD_STALE -> moment == Moment.AUTH ? Refusal.CREDENTIALS_INVALID : null;
            case APP_PASSWORD_NEEDED -> moment == Moment.AUTH ? Refusal.APP_PASSWORD_REQUIRED : null;
            case ACCOUNT_BLOCKED -> moment == Moment.AUTH ? Refusal.ACCOUNT_DISABLED : null;
            case LOCKED_OUT -> moment == Moment.AUTH ? Refusal.TOO_MANY_FAILURES : null;
            case SERVER_BUSY -> moment == Moment.AUTH ? Refusal.AUTHENTICATION_UNAVAILABLE : null;
            default -> null;
        };
    }

    /** Whether what happened tells more about a refusal than its words do. */
    static boolean tellsMore(Cause cause, Exchange exchange) {
        return exchange.moment() != null && refusal(cause, exchange.moment()) != null;
    }

    /** A dialogue in one line: verbs, codes, and whether TLS was up. Nothing that a client gave is in it. */
    static String summary(Dialogue dialogue) {
        boolean up = false;
        List<String> steps = new ArrayList<>();
        for (Exchange exchange : dialogue.exchanges()) {
            if (exchange.tls() && !up) {
                steps.add("TLS");
                up = true;
            }
            Reply reply = exchange.reply();
            if (exchange.moment() != null && (reply == null || reply.code() != 334)) {
                String code = reply == null
                        ? "no answer"
                        : reply.code()
                                + (reply.code() < 400
                                        ? ""
                                        : reply.enhanced()
                                                .map(enhanced -> " " + enhanced)
                                                .orElse(""));
                steps.add(name(exchange.moment()) + " " + code);
            }
        }
        return steps.stream().collect(Collectors.joining(", "));
    }

    private static String name(Moment moment) {
        return switch (moment) {
            case CONNECT -> "greeting";
            case END_OF_DATA -> "message";
            default -> moment.id().toUpperCase(Locale.ROOT);
        };
    }
}
