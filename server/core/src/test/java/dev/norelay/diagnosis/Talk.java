package dev.norelay.diagnosis;

import dev.norelay.journal.Event;
import dev.norelay.journal.Message;
import dev.norelay.journal.MessageContent;
import dev.norelay.scenario.Listener;
import dev.norelay.session.Content;
import dev.norelay.session.Proposal;
import dev.norelay.session.Security;
import dev.norelay.session.ServerProfile;
import dev.norelay.session.Session;
import dev.norelay.session.Transaction;
import dev.norelay.smtp.Command;
import dev.norelay.smtp.CommandParser;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Octets;
import dev.norelay.smtp.Refusal;
import dev.norelay.smtp.Reply;
import dev.norelay.smtp.SyntaxError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One session on a tape: the client's lines are answered by a real {@link Session}, unless the test has its own answer,
 * which is then a rule's.
 */
final class Talk {
    private static final long SIZE = 2_000;

    private final Tape tape;
    private final int id;
    private final ServerProfile profile;
    private final Session session;

    Talk(Tape tape, int id, String name) {
        this.tape = tape;
        this.id = id;
        Listener listener = Objects.requireNonNull(
                tape.played().phase().server().listeners().get(name));
        this.profile = tape.played().phase().server().profile().on(listener.policy(), listener.security());
        this.session = new Session(name, "127.0.0.1");
        event(new Event.SessionOpened(name, "127.0.0.1:50000", listener.security()));
    }

    /** The client connects and is greeted, inside TLS where the listener has it so. */
    Talk greeted() {
        if (profile.security() == Security.TLS) {
            tls();
        }
        return greeted(null);
    }

    Talk greeted(@Nullable String own) {
        return answer(session.proposeGreeting(profile), own, null);
    }

    Talk says(String line) {
        return says(line, null, null);
    }

    Talk says(String line, String own) {
        return says(line, own, null);
    }

    Talk says(String line, Refusal refusal) {
        return says(line, null, refusal);
    }

    private Talk says(String line, @Nullable String own, @Nullable Refusal refusal) {
        Command command = hear(line);
        return answer(session.propose(command, profile), own, refusal);
    }

    /** The client says this, and no answer comes. */
    Talk unanswered(String line) {
        hear(line);
        return this;
    }

    private Command hear(String line) {
        Command command = session.awaitsAuthResponse()
                ? new Command.AuthResponse(line)
                : CommandParser.parse(line.getBytes(StandardCharsets.UTF_8));
        int secretFrom = command instanceof Command.AuthResponse
                ? 0
                : command instanceof Command.Auth auth && auth.initialResponse() != null
                        ? line.length() - auth.initialResponse().length()
                        : -1;
        event(new Event.CommandReceived(Octets.copyOf(line.getBytes(StandardCharsets.UTF_8)), command, secretFrom));
        return command;
    }

    Talk plain(String user, String password) {
        return says("AUTH PLAIN " + base64("\0" + user + "\0" + password));
    }

    Talk plain(String user, String password, String own) {
        return says("AUTH PLAIN " + base64("\0" + user + "\0" + password), own);
    }

    Talk login(String user, String password) {
        return says("AUTH LOGIN").says(base64(user)).says(base64(password));
    }

    /** The client shows a token, and hears in a challenge why it is not taken, if it is not. */
    Talk bearer(String user, String token) {
        says("AUTH XOAUTH2 " + base64("user=" + user + "\1auth=Bearer " + token + "\1\1"));
        return session.awaitsAuthResponse() ? says("") : this;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** EHLO, STARTTLS, EHLO. */
    Talk upgraded() {
        return greeted().says("EHLO client").says("STARTTLS").tls().says("EHLO client");
    }

    Talk loggedIn() {
        return upgraded().plain("alice@example.test", "correct-horse");
    }

    Talk mail(String... recipients) {
        says("MAIL FROM:<alice@example.test>");
        List.of(recipients).forEach(recipient -> says("RCPT TO:<" + recipient + ">"));
        return this;
    }

    /** DATA and a message that is taken. */
    Talk delivers() {
        return says("DATA").content().taken().answered();
    }

    Talk content() {
        return event(new Event.ContentReceived(SIZE, false));
    }

    Talk taken() {
        Transaction transaction = session.transaction().orElseThrow();
        return event(new Event.MessageTaken(new Message(
                id,
                tape.now(),
                session.user().orElse(""),
                transaction,
                new MessageContent.InMemory(new byte[(int) SIZE]))));
    }

    /** The server's own answer to the message. */
    Talk answered() {
        return answer(endOfData(), null, null);
    }

    Talk answered(String own) {
        return answer(endOfData(), own, null);
    }

    Talk answered(Refusal refusal) {
        return answer(endOfData(), null, refusal);
    }

    private Proposal endOfData() {
        return session.proposeEndOfData(new Content(SIZE, false, true, Octets.copyOf(new byte[0])), profile);
    }

    private Talk answer(Proposal proposal, @Nullable String own, @Nullable Refusal refusal) {
        if (proposal.login() != null) {
            event(new Event.LoginTried(proposal.login()));
        }
        Reply reply = own != null
                ? Reply.parse(own.lines().toList())
                : refusal != null ? session.words(refusal, profile, proposal.effect()) : proposal.reply();
        boolean scripted = own != null || refusal != null;
        event(new Event.ReplySent(proposal.moment(), reply, scripted ? refusal : proposal.refusal(), scripted));
        session.settle(proposal, scripted ? reply.isPositive() : proposal.accepts(), profile);
        return this;
    }

    Talk tls() {
        session.tlsStarted("TLSv1.3");
        return event(new Event.TlsStarted("TLSv1.3", "TLS_AES_256_GCM_SHA384"));
    }

    Talk tlsFails(@Nullable String alert, String explanation) {
        return event(new Event.TlsFailed(alert, explanation)).closes(Event.How.TLS_FAILED);
    }

    /** A ClientHello where a command was due, as the wire writes it down. */
    Talk shakesHands() {
        return event(new Event.CommandReceived(
                Octets.copyOf(new byte[] {22, 3, 1}),
                new Command.Malformed(Moment.OTHER, SyntaxError.TLS_HANDSHAKE, "a TLS handshake"),
                -1));
    }

    Talk fault(Moment moment, String fault) {
        return event(new Event.FaultEnacted(moment, fault));
    }

    Talk waits(Duration time) {
        tape.pass(time);
        return this;
    }

    Tape quits() {
        return says("QUIT").closes(Event.How.QUIT).tape;
    }

    Tape tape() {
        return tape;
    }

    Talk closes(Event.How how) {
        return event(new Event.SessionClosed(how));
    }

    private Talk event(Event event) {
        tape.record(id, event);
        return this;
    }
}
