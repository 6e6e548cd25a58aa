package dev.norelay.bench.jmh;

import static dev.norelay.scenario.Rules.on;
import static dev.norelay.scenario.Rules.recipient;
import static dev.norelay.scenario.Rules.reply;

import dev.norelay.journal.Event;
import dev.norelay.journal.JournalLimits;
import dev.norelay.journal.Recorder;
import dev.norelay.scenario.Run;
import dev.norelay.scenario.yaml.Catalogue;
import dev.norelay.session.Action;
import dev.norelay.session.Circumstances;
import dev.norelay.session.Occasion;
import dev.norelay.session.Proposal;
import dev.norelay.session.ServerProfile;
import dev.norelay.session.Session;
import dev.norelay.smtp.Command;
import dev.norelay.smtp.CommandParser;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Octets;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What happens for each command of a client: it is parsed, decided about, and recorded. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HotPaths {
    private static final byte[] RCPT = "RCPT TO:<bob@partner.test> NOTIFY=NEVER".getBytes(StandardCharsets.US_ASCII);

    /** A journal that is full from the first second on: the oldest entry goes with each new one. */
    @State(Scope.Benchmark)
    public static class Journal {
        final Recorder recorder = new Recorder(Clock.systemUTC(), JournalLimits.DEFAULT, Runnable::run);
        final Event event = new Event.CommandReceived(Octets.copyOf(RCPT), CommandParser.parse(RCPT), -1);
    }

    /** A RCPT that waits for a decision, with rules that do not match. */
    @State(Scope.Benchmark)
    public static class Waiting {
        /** How many rules there are at RCPT. */
        @Param({"0", "1", "50", "1000"})
        public int rules;

        final Run run = new Run(Catalogue.scenario("open"));
        final Occasion occasion = occasion(run.profile("smtp"));

        /** Adds the rules. */
        @Setup
        public void addRules() {
            for (int rule = 0; rule < rules; rule++) {
                run.add(on(Moment.RCPT).when(recipient("nobody-" + rule + "@*")).then(reply("550 5.1.1 no such user")));
            }
        }

        private static Occasion occasion(ServerProfile profile) {
            Session session = new Session("smtp", "127.0.0.1");
            for (String line : List.of("EHLO client.test", "MAIL FROM:<ann@example.test>")) {
                session.settle(session.propose(parsed(line), profile), true, profile);
            }
            Proposal proposal = session.propose(CommandParser.parse(RCPT), profile);
            return new Occasion(session, profile, proposal, Circumstances.NONE);
        }

        private static Command parsed(String line) {
            return CommandParser.parse(line.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** A line becomes a command. */
    @Benchmark
    public Command parse() {
        return CommandParser.parse(RCPT);
    }

    /** The rules are asked, as the driver asks them: only if there are any at this moment. */
    @Benchmark
    public List<Action> decide(Waiting waiting) {
        return waiting.run.hasRules(Moment.RCPT) ? waiting.run.decide(waiting.occasion) : List.of();
    }

    /** An entry goes into the journal. */
    @Benchmark
    public void record(Journal journal) {
        journal.recorder.record(1, journal.event);
    }
}
