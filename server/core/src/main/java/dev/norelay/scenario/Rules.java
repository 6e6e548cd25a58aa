package dev.norelay.scenario;

import dev.norelay.fault.Close;
import dev.norelay.fault.Cut;
import dev.norelay.fault.CutAfter;
import dev.norelay.fault.Fault;
import dev.norelay.fault.Fragment;
import dev.norelay.fault.HalfClose;
import dev.norelay.fault.Pause;
import dev.norelay.fault.Reset;
import dev.norelay.fault.Stall;
import dev.norelay.fault.Throttle;
import dev.norelay.fault.TlsFault;
import dev.norelay.session.Action;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Octets;
import dev.norelay.smtp.Refusal;
import dev.norelay.smtp.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
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
        return new Draft(new Rule("", Set.of(), moment, List.of(), 1, Count.ALWAYS, List.of(new Action.Ignore()), 0));
    }

    /** A rule without its actions. Immutable: each call gives another one. */
    public static final class Draft {
        private final Rule rule;

        private Draft(Rule rule) {
            this.rule = rule;
        }

        private Draft with(Set<String> phases, List<Condition> when, double chance, Count count) {
            return new Draft(new Rule(rule.name(), phases, rule.on(), when, chance, count, rule.then(), 0));
        }

        /** By this name in messages. */
        public Draft named(String name) {
            return new Draft(
                    new Rule(name, rule.phases(), rule.on(), rule.when(), rule.chance(), rule.count(), rule.then(), 0));
        }

        /** In these phases only. */
        public Draft during(String... phases) {
            return with(Set.of(phases), rule.when(), rule.chance(), rule.count());
        }

        /** When all of these hold, and those that were given before. */
        public Draft when(Condition... all) {
            List<Condition> conditions =
                    Stream.concat(rule.when().stream(), Stream.of(all)).toList();
            return with(rule.phases(), conditions, rule.chance(), rule.count());
        }

        /** With this probability, from 0 to 1. */
        public Draft chance(double probability) {
            return with(rule.phases(), rule.when(), probability, rule.count());
        }

        /** So many matches first do not count. */
        public Draft skip(int matches) {
            Count now = rule.count();
            return counted(new Count(matches, now.times(), now.every(), now.until(), now.per()));
        }

        /**
         * So often, and then no more.
         *
         * @throws IllegalArgumentException if that is less than once
         */
        public Draft times(int often) {
            if (often < 1) {
                throw new IllegalArgumentException(
                        "times is at least 1, not " + often + "; a rule without it has no end");
            }
            Count now = rule.count();
            return counted(new Count(now.skip(), often, now.every(), now.until(), now.per()));
        }

        /** Only each such match. */
        public Draft every(int nth) {
            Count now = rule.count();
            return counted(new Count(now.skip(), now.times(), nth, now.until(), now.per()));
        }

        /** So long after the first match, and then no more. */
        public Draft until(Duration sinceFirst) {
            Count now = rule.count();
            return counted(new Count(now.skip(), now.times(), now.every(), sinceFirst, now.per()));
        }

        /** Counts for each of these apart. */
        public Draft per(Count.Per apart) {
            Count now = rule.count();
            return counted(new Count(now.skip(), now.times(), now.every(), now.until(), apart));
        }

        private Draft counted(Count count) {
            return with(rule.phases(), rule.when(), rule.chance(), count);
        }

        /** Do these, in order. */
        public Rule then(Action... actions) {
            return new Rule(
                    rule.name(),
                    rule.phases(),
                    rule.on(),
                    rule.when(),
                    rule.chance(),
                    rule.count(),
                    List.of(actions),
                    0);
        }
    }

    /**
     * What is asked about is as one of these patterns says, {@code *} standing for anything, case of letters ignored.
     */
    public static Condition is(Key key, String glob, String... others) {
        Matcher first = Matcher.Text.of(glob);
        Stream<Matcher> all = Stream.concat(Stream.of(first), Stream.of(others).map(Matcher.Text::of));
        return new Condition(key, others.length == 0 ? first : new Matcher.AnyOf(all.toList()));
    }

    /** There is nothing to say to what is asked about: the client has not said HELO, nobody has logged in. */
    public static Condition isNone(Key key) {
        return new Condition(key, new Matcher.None());
    }

    /**
     * The regular expression is found in what is asked about; a search that takes too long finds nothing.
     *
     * @throws IllegalArgumentException if it is no regular expression
     */
    public static Condition contains(Key key, String regex) {
        return new Condition(key, Matcher.Regex.of(regex));
    }

    /** The condition does not hold. What is not known at the moment, is not matched by this either. */
    public static Condition not(Condition condition) {
        return new Condition(condition.key(), new Matcher.Not(condition.matcher()));
    }

    /** What is asked about is greater than that: a number, octets of a size, milliseconds of a duration. */
    public static Condition above(Key key, long bound) {
        return between(key, Math.addExact(bound, 1), Long.MAX_VALUE);
    }

    /** What is asked about is less than that: a number, octets of a size, milliseconds of a duration. */
    public static Condition below(Key key, long bound) {
        return between(key, Long.MIN_VALUE, Math.subtractExact(bound, 1));
    }

    /** What is asked about lies within these, both included. */
    public static Condition between(Key key, long least, long most) {
        return new Condition(key, new Matcher.Range(least, most, key.kind()));
    }

    /** The recipient of this RCPT matches, {@code *} standing for anything, case of letters ignored. */
    public static Condition recipient(String glob) {
        return is(Key.RECIPIENT, glob);
    }

    /**
     * The sender of this transaction matches, {@code *} standing for anything, case of letters ignored. The empty text
     * is the null reverse-path; without a transaction nothing matches.
     */
    public static Condition sender(String glob) {
        return is(Key.SENDER, glob);
    }

    /** The client has logged in, or has not. */
    public static Condition authenticated(boolean whether) {
        return new Condition(Key.AUTHENTICATED, Matcher.flag(whether));
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

    /**
     * Accepts, whatever a correct server would say. What is said behind it in the same list, by {@link #reply}, {@link
     * #refuse} or {@link #send}, is said in place of its reply and changes nothing.
     */
    public static Action accept() {
        return new Action.Accept();
    }

    /** Says what acceptance says, and keeps nothing. */
    public static Action discard() {
        return new Action.Discard();
    }

    /**
     * Writes these octets as they are, and nothing comes of it for the session. Behind {@link #accept} or {@link
     * #discard} they are the reply.
     *
     * @param text sent as UTF-8, with the CRLF that it has
     */
    public static Action send(String text) {
        return new Action.Send(Octets.copyOf(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** At STARTTLS, behind its reply, or when a TLS handshake is due: that comes in the handshake's place. */
    public static Action startTlsWith(TlsFault fault) {
        return new Action.StartTlsWith(fault);
    }

    /** The reply of this moment leaves behind the next one. */
    public static Action hold() {
        return new Action.Hold();
    }

    /** The list at EHLO lacks these keywords. */
    public static Action hide(String... keywords) {
        return new Action.Keywords(List.of(keywords), List.of());
    }

    /** The list at EHLO has these lines too. */
    public static Action offer(String... lines) {
        return new Action.Keywords(List.of(), List.of(lines));
    }

    /** Enters a phase of the story. */
    public static Action become(String phase) {
        return become(phase, Duration.ZERO);
    }

    /**
     * Enters a phase of the story, so long from now.
     *
     * @throws IllegalArgumentException if that is negative
     */
    public static Action become(String phase, Duration after) {
        return new Action.Become(phase, after);
    }

    /** As if the command had never come. */
    public static Action ignore() {
        return new Action.Ignore();
    }

    /**
     * Lets some time pass first.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public static Action pause(Duration duration) {
        return enact(new Pause(duration));
    }

    /**
     * Splits the replies that this list writes into pieces of so many octets, each in a segment of its own.
     *
     * @throws IllegalArgumentException if that is less than 1
     */
    public static Action fragment(int size) {
        return enact(new Fragment(size, List.of()));
    }

    /**
     * Splits the replies that this list writes at these offsets, each piece in a segment of its own.
     *
     * @throws IllegalArgumentException if they do not ascend from 1
     */
    public static Action fragmentAt(Integer... offsets) {
        return enact(new Fragment(0, List.of(offsets)));
    }

    /**
     * From now on the server writes so many octets a second on this connection.
     *
     * @throws IllegalArgumentException if that is less than 1
     */
    public static Action throttle(long write) {
        return throttle(0, write);
    }

    /**
     * From now on so many octets a second are read of the client and written to it on this connection.
     *
     * @param read 0 leaves it as it is
     * @param write 0 leaves it as it is
     * @throws IllegalArgumentException if one is negative, or both are 0
     */
    public static Action throttle(long read, long write) {
        return enact(new Throttle(read, write));
    }

    /** Says nothing any more, and keeps the connection. */
    public static Action stall() {
        return enact(new Stall(false));
    }

    /** Says nothing any more, reads nothing any more, and keeps the connection. */
    public static Action stallReading() {
        return enact(new Stall(true));
    }

    /** Ends the connection politely. */
    public static Action close() {
        return enact(new Close());
    }

    /** Ends the connection with FIN and without close_notify. */
    public static Action cut() {
        return enact(new Cut());
    }

    /**
     * Ends the connection with FIN and without close_notify when the server has written so many octets more.
     *
     * @throws IllegalArgumentException if that is less than 1
     */
    public static Action cutAfter(long write) {
        return cutAfter(0, write);
    }

    /**
     * Ends the connection with FIN and without close_notify when so many octets more have been read of the client, or
     * written to it.
     *
     * @param read 0 for no such limit
     * @param write 0 for no such limit
     * @throws IllegalArgumentException if one is negative, or both are 0
     */
    public static Action cutAfter(long read, long write) {
        return enact(new CutAfter(read, write));
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
