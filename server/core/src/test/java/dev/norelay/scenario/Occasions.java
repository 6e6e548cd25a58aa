package dev.norelay.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.norelay.session.Circumstances;
import dev.norelay.session.Content;
import dev.norelay.session.Dialogue;
import dev.norelay.session.Occasion;
import dev.norelay.session.Proposal;
import dev.norelay.session.ServerProfile;
import dev.norelay.session.Session;
import dev.norelay.session.TestServer;
import dev.norelay.smtp.Octets;
import java.time.Duration;

/** Moments of sessions, as rules meet them. */
final class Occasions {
    private static final ServerProfile PROFILE = TestServer.server().profile();

    private Occasions() {}

    /** The moment of the last of these commands, a correct server having answered EHLO and those before. */
    static Occasion at(String... commands) {
        return after(Dialogue.greeted(TestServer.server()), commands);
    }

    /** The same for a client that has logged in inside TLS. */
    static Occasion atOfUser(String... commands) {
        return after(Dialogue.loggedIn(TestServer.server()), commands);
    }

    /** The moment of the last of these commands. */
    static Occasion after(Dialogue dialogue, String... commands) {
        Proposal proposal = null;
        for (String command : commands) {
            proposal = dialogue.proposes(command);
        }
        if (proposal == null) {
            throw new IllegalArgumentException("which command?");
        }
        // The session is asked for behind the proposal's back: it is not settled yet.
        return new Occasion(dialogue.unsettled(), PROFILE, proposal, said(commands[commands.length - 1]));
    }

    /** The greeting is due. */
    static Occasion atConnect() {
        Session session = new Session("submission", "192.0.2.7");
        return new Occasion(session, PROFILE, session.proposeGreeting(PROFILE), Circumstances.NONE);
    }

    /** The client has been silent behind its EHLO. */
    static Occasion atIdle(Duration silence) {
        Session session = Dialogue.greeted(TestServer.server()).session();
        return new Occasion(
                session, PROFILE, session.proposeIdle(PROFILE), new Circumstances("", false, 1, silence, null, 0));
    }

    /** A message has arrived, with LF for CRLF, at the so manieth attempt, after these commands of a logged-in client. */
    static Occasion atEndOfData(String message, int attempt, String... commands) {
        Dialogue dialogue = Dialogue.loggedIn(TestServer.server());
        for (String command : commands) {
            dialogue.proposes(command);
        }
        return atEndOfData(dialogue.session(), message, attempt);
    }

    private static Occasion atEndOfData(Session session, String message, int attempt) {
        byte[] octets = message.replace("\n", "\r\n").getBytes(UTF_8);
        Content content = new Content(octets.length, false, true, Octets.copyOf(octets));
        return new Occasion(
                session,
                PROFILE,
                session.proposeEndOfData(content, PROFILE),
                new Circumstances("", false, 1, Duration.ZERO, content, attempt));
    }

    /** The same moment of another session of the run. */
    static Occasion ofSession(int number, Occasion occasion) {
        Circumstances now = occasion.circumstances();
        return new Occasion(
                occasion.session(),
                occasion.profile(),
                occasion.proposal(),
                new Circumstances(now.command(), now.pipelined(), number, now.silence(), now.content(), now.attempt()));
    }

    /** The same moment, the command having come before the last reply left. */
    static Occasion pipelined(Occasion occasion) {
        return new Occasion(
                occasion.session(),
                occasion.profile(),
                occasion.proposal(),
                new Circumstances(occasion.circumstances().command(), true, 1, Duration.ZERO, null, 0));
    }

    private static Circumstances said(String command) {
        return new Circumstances(command, false, 1, Duration.ZERO, null, 0);
    }
}
