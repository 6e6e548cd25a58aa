package dev.norelay.scenario;

import dev.norelay.fault.Close;
import dev.norelay.fault.Cut;
import dev.norelay.fault.Fault;
import dev.norelay.fault.HalfClose;
import dev.norelay.fault.Pause;
import dev.norelay.fault.Reset;
import dev.norelay.fault.Stall;
import dev.norelay.session.Action;
import dev.norelay.session.Effect;
import dev.norelay.session.Transaction;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Path;
import dev.norelay.smtp.Refusal;
import dev.norelay.smtp.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Rules in Java, to be imported statically.
 *
 * <pre>{@code
 * server.add(on(RCPT).when(recipient("ann@partner.test")).then(reply("550 5.1.1 no such user")));
 * }</pre>
 */
public final class Rules {
    private Rules() {}

    /** Begins a rule for a moment. */
    public static Draft on(Moment moment) {
        return new Draft(moment, List.of(), 0);
    }

    /**
     * A rule without its actions.
     *
     * @param moment at which it acts
     * @param conditions all of which must hold
     * @param count how often it may match; 0: as often as it likes
     */
    public record Draft(Moment moment, List<Condition> conditions, int count) {
        /** When all of these hold, and those that were given before. */
        public Draft when(Condition... all) {
            return new Draft(
                    moment, Stream.concat(conditions.stream(), Stream.of(all)).toList(), count);
        }

        /** So often, and then no more. */
        public Draft times(int often) {
            return new Draft(moment, conditions, often);
        }

        /** Do these, in order. */
        public Rule then(Action... actions) {
            return new Rule(moment, conditions, count, List.of(actions));
        }
    }

    /** The recipient of this RCPT matches, {@code *} standing for anything, case of letters ignored. */
    public static Condition recipient(String glob) {
        Glob pattern = new Glob(glob);
        return occasion -> occasion.proposal().effect() instanceof Effect.AddRecipient add
                && pattern.matches(add.forwardPath().text());
    }

    /**
     * The sender of this transaction matches, {@code *} standing for anything, case of letters ignored. The empty text
     * is the null reverse-path; without a transaction nothing matches.
     */
    public static Condition sender(String glob) {
        Glob pattern = new Glob(glob);
        return occasion -> {
            Optional<Path> sender = occasion.proposal().effect() instanceof Effect.BeginTransaction begin
                    ? Optional.of(begin.reversePath())
                    : occasion.session().transaction().map(Transaction::reversePath);
            return sender.filter(path -> pattern.matches(path.text())).isPresent();
        };
    }

    /** The client has logged in, or has not. */
    public static Condition authenticated(boolean whether) {
        return occasion -> occasion.session().user().isPresent() == whether;
    }

    /**
     * Replies so, whatever a correct server would say. One string a line, each with its code.
     *
     * @throws IllegalArgumentException if a line does not begin with a code of three digits
     */
    public static Action reply(String... lines) {
        return new Action.Say(Reply.parse(List.of(lines)));
    }

    /** Refuses in the server's own words. */
    public static Action refuse(Refusal refusal) {
        return new Action.Refuse(refusal);
    }

    /** Accepts, whatever a correct server would say. */
    public static Action accept() {
        return new Action.Accept();
    }

    /** Says what acceptance says, and keeps nothing. */
    public static Action discard() {
        return new Action.Discard();
    }

    /** As if the command had never come. */
    public static Action ignore() {
        return new Action.Ignore();
    }

    /** Lets some time pass first. */
    public static Action pause(Duration duration) {
        return enact(new Pause(duration));
    }

    /** Says nothing any more, and keeps the connection. */
    public static Action stall() {
        return enact(new Stall());
    }

    /** Ends the connection politely. */
    public static Action close() {
        return enact(new Close());
    }

    /** Ends the connection with FIN and without close_notify. */
    public static Action cut() {
        return enact(new Cut());
    }

    /** Sends FIN and goes on reading. */
    public static Action halfClose() {
        return enact(new HalfClose());
    }

    /** Resets the connection. */
    public static Action reset() {
        return enact(new Reset());
    }

    private static Action enact(Fault fault) {
        return new Action.Enact(fault);
    }
}
