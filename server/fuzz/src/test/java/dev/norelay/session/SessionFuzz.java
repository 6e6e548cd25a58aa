package dev.norelay.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.norelay.fuzz.Property;
import dev.norelay.fuzz.Servers;
import dev.norelay.scenario.Run;
import dev.norelay.smtp.Command;
import dev.norelay.smtp.CommandParser;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Octets;
import dev.norelay.smtp.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state machine, driven by lines. The first octet chooses the server. A line that begins with {@code !} is one to
 * which a script says yes whatever the server would say, with {@code ?} one to which it says no.
 */
class SessionFuzz {

    /** All that a session knows. */
    private record State(
            Optional<String> helo,
            boolean extended,
            Optional<String> tls,
            Optional<String> user,
            int failedLogins,
            boolean exchange,
            boolean content,
            Optional<Path> reversePath,
            Optional<Map<String, String>> parameters,
            List<Path> forwardPaths) {

        static State of(Session session) {
            return new State(
                    session.helo(),
                    session.extended(),
                    session.tls(),
                    session.user(),
                    session.failedLogins(),
                    session.awaitsAuthResponse(),
                    session.awaitsContent(),
                    session.transaction().map(Transaction::reversePath),
                    session.transaction().map(Transaction::parameters),
                    session.transaction()
                            .map(open -> List.copyOf(open.forwardPaths()))
                            .orElse(List.of()));
        }
    }

    @FuzzTest
    @DictionaryFile(resourcePath = "/dev/norelay/smtp.dict")
    void theStateStaysSound(byte[] octets) {
        if (octets.length == 0) {
            return;
        }
        Run run = Servers.run(octets[0]);
        ServerProfile profile = run.profile(Servers.listener(octets[0]));
        Session session = new Session(Servers.listener(octets[0]), "192.0.2.7");
        for (String line : new String(octets, 1, octets.length - 1, ISO_8859_1).split("\n", -1)) {
            step(session, profile, line);
        }
    }

    private static void step(Session session, ServerProfile profile, String line) {
        boolean yes = line.startsWith("!");
        boolean no = line.startsWith("?");
        Proposal proposal = propose(session, profile, yes || no ? line.substring(1) : line);
        if (proposal == null) {
            return;
        }
        State before = State.of(session);
        Property.same(proposal.reply().isPositive(), proposal.accepts(), "the reply and what it means");
        boolean accepted = yes || (!no && proposal.accepts());
        session.settle(proposal, accepted, profile);
        sound(before, State.of(session), proposal, accepted);
        if (accepted && proposal.effect() instanceof Effect.StartTls) {
            session.tlsStarted("TLSv1.3");
            nothingIsKept(session);
        }
    }

    private static @Nullable Proposal propose(Session session, ServerProfile profile, String line) {
        State before = State.of(session);
        Proposal proposal;
        if (session.awaitsContent()) {
            if (!line.startsWith(".")) {
                return null; // a line of the message
            }
            Content content = new Content(line.length(), line.indexOf('\r') >= 0, true, Octets.copyOf(new byte[0]));
            proposal = session.proposeEndOfData(content, profile);
        } else {
            byte[] octets = line.getBytes(ISO_8859_1);
            Command command = session.awaitsAuthResponse()
                    ? CommandParser.parseAuthResponse(octets)
                    : CommandParser.parse(octets);
            proposal = command instanceof Command.Bdat chunk
                    ? chunk(session, profile, chunk)
                    : session.propose(command, profile);
        }
        Property.same(before, State.of(session), "proposing changes nothing");
        return proposal;
    }

    /** RFC 3030 §2: answered when its octets have come. */
    private static Proposal chunk(Session session, ServerProfile profile, Command.Bdat chunk) {
        Content content = new Content(chunk.size(), false, true, Octets.copyOf(new byte[0]));
        return chunk.last() && session.takesChunk(profile)
                ? session.proposeEndOfData(content, profile)
                : session.proposeChunk(chunk, content, profile);
    }

    private static void sound(State before, State after, Proposal proposal, boolean accepted) {
        boolean open = after.reversePath().isPresent();
        // RFC 5321 §3.3: MAIL, then RCPT, then DATA.
        Property.holds(!after.content() || !after.forwardPaths().isEmpty(), "DATA without an accepted RCPT");
        Property.holds(open || after.forwardPaths().isEmpty(), "RCPT without MAIL");
        Property.holds(!open || after.helo().isPresent(), "MAIL before EHLO"); // RFC 5321 §4.1.4
        // RFC 4954 §4. A HELO later on resets as RSET does, RFC 5321 §4.1.4, and a login outlives that.
        Property.holds(after.user().equals(before.user()) || before.extended(), "AUTH before EHLO");
        if (proposal.moment() == Moment.END_OF_DATA) {
            Property.holds(!open && !after.content(), "a transaction behind its end"); // RFC 5321 §4.1.1.4
        } else if (!accepted) {
            Property.same(withoutLogin(before), withoutLogin(after), "a no changes nothing");
        }
    }

    /** But for what a login that failed leaves. */
    private static State withoutLogin(State state) {
        return new State(
                state.helo(),
                state.extended(),
                state.tls(),
                state.user(),
                0,
                false,
                state.content(),
                state.reversePath(),
                state.parameters(),
                state.forwardPaths());
    }

    /** RFC 3207 §4.2. */
    private static void nothingIsKept(Session session) {
        State after = State.of(session);
        State fresh = State.of(new Session("submission", "192.0.2.7"));
        Property.same(
                new State(
                        fresh.helo(),
                        fresh.extended(),
                        Optional.of("TLSv1.3"),
                        fresh.user(),
                        after.failedLogins(),
                        fresh.exchange(),
                        fresh.content(),
                        fresh.reversePath(),
                        fresh.parameters(),
                        fresh.forwardPaths()),
                after,
                "nothing is kept over STARTTLS");
    }
}
