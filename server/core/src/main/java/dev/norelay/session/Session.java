package dev.norelay.session;

import static dev.norelay.smtp.ReplyCode.SERVICE_NOT_AVAILABLE_421;
import static dev.norelay.smtp.ReplyCode.SERVICE_READY_220;

import dev.norelay.smtp.Command;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Octets;
import dev.norelay.smtp.Path;
import dev.norelay.smtp.Refusal;
import dev.norelay.smtp.Reply;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One client's session with a correct submission server, as a state machine. {@code propose…} says what such a server
 * would answer and changes nothing; {@link #settle} then takes the decision over. So the state follows what was decided,
 * whether or not the answer ever reaches the client.
 *
 * <p>Owned by the connection's event loop; not thread-safe. Next on the main path: {@link Script#decide}.
 */
public final class Session {
    private static final Effect NOTHING = new Effect.None();

    private final String listener;
    private final String client;
    private final Stamp stamp;
    private @Nullable String helo;
    private boolean extended;
    private @Nullable String tls;
    private Effect.@Nullable LogIn login;
    private int failedLogins;
    private int authTurns;
    private @Nullable SaslExchange exchange;
    private @Nullable Transaction transaction;
    private boolean awaitsContent;
    private int transactions;

    /** A session that has just begun, the first of a run with the seed 0. */
    public Session(String listener, String client) {
        this(listener, client, new Stamp(0, 1, Clock.systemUTC()));
    }

    /**
     * A session that has just begun.
     *
     * @param listener by whose name the client came
     * @param client its address, without port
     * @param stamp for queue ids and times in replies
     */
    public Session(String listener, String client, Stamp stamp) {
        this.listener = listener;
        this.client = client;
        this.stamp = stamp;
    }

    // What is known of the session.

    public String listener() {
        return listener;
    }

    /** The client's address, without port. */
    public String client() {
        return client;
    }

    /** What the client said it is, if it has. */
    public Optional<String> helo() {
        return Optional.ofNullable(helo);
    }

    /** The TLS version, as {@code TLSv1.3}, if TLS is active. */
    public Optional<String> tls() {
        return Optional.ofNullable(tls);
    }

    /** The user that has logged in, if one has. */
    public Optional<String> user() {
        return login == null ? Optional.empty() : Optional.of(login.user());
    }

    /** How the user has logged in, if one has. */
    public Optional<Mechanism> mechanism() {
        return login == null ? Optional.empty() : Optional.of(login.mechanism());
    }

    /** The open mail transaction, if there is one. */
    public Optional<Transaction> transaction() {
        return Optional.ofNullable(transaction);
    }

    /** The reverse-path of the open transaction, else the null path. */
    public Path sender() {
        return transaction == null ? Path.NULL : transaction.reversePath();
    }

    Path lastRecipient() {
        List<Path> all = transaction().map(Transaction::forwardPaths).orElse(List.of());
        return all.isEmpty() ? Path.NULL : all.get(all.size() - 1);
    }

    Stamp stamp() {
        return stamp;
    }

    /** How many transactions have begun. */
    int transactions() {
        return transactions;
    }

    boolean extended() {
        return extended;
    }

    int failedLogins() {
        return failedLogins;
    }

    /** How many replies to AUTH and to lines of its exchanges have been decided: no exchange begins at the same one. */
    int authTurns() {
        return authTurns;
    }

    /** Whether the client's next line belongs to an authentication exchange. */
    public boolean awaitsAuthResponse() {
        return exchange != null;
    }

    /** Whether the login that the client's next line ends has failed already, and the client has heard of it. */
    public boolean hasToldFailure() {
        return exchange instanceof ConcludingExchange told && !told.isGood();
    }

    /** Whether the client's next octets are the message. */
    public boolean awaitsContent() {
        return awaitsContent;
    }

    /** Whether the octets of a chunk belong to a message; else they are taken off the wire and forgotten. */
    public boolean takesChunk(ServerProfile profile) {
        return MessageCommands.chunkOutOfSequence(this, profile).isEmpty();
    }

    /** Whether a message has begun to come that can still become whole. */
    public boolean hasContent() {
        return awaitsContent || (transaction != null && transaction.chunks() == Transaction.Chunks.TAKEN);
    }

    // What a correct server would answer.

    /** The greeting (RFC 5321 §3.1, §4.2). */
    public Proposal proposeGreeting(ServerProfile profile) {
        Reply plain = Reply.of(SERVICE_READY_220, profile.hostname() + " ESMTP norelay");
        Reply own = profile.acceptances().reply(Moment.CONNECT).orElse(plain);
        return Proposal.answer(Moment.CONNECT, fill(own, profile, NOTHING));
    }

    /** The answer to a command; to BDAT as if its chunk were all there is (with what has come, {@link #proposeChunk}). */
    public Proposal propose(Command command, ServerProfile profile) {
        if (command instanceof Command.Bdat chunk) {
            return proposeChunk(chunk, new Content(chunk.size(), false, true, Octets.copyOf(new byte[0])), profile);
        }
        return inOwnWords(plainly(command, profile), profile);
    }

    /** A yes as this server says it. Challenges of AUTH and the list at EHLO are no such words. */
    Proposal inOwnWords(Proposal proposal, ServerProfile profile) {
        Effect effect = proposal.effect();
        boolean none = effect instanceof Effect.None && proposal.moment() != Moment.NOOP;
        boolean other = effect instanceof Effect.AwaitAuthResponse || effect instanceof Effect.Greet;
        return none || other
                ? proposal
                : profile.acceptances()
                        .reply(proposal.moment())
                        .map(own -> proposal.saying(fill(own, profile, effect)))
                        .orElse(proposal);
    }

    private Proposal plainly(Command command, ServerProfile profile) {
        if (command instanceof Command.Mail mail) {
            return TransactionCommands.mail(this, mail, profile);
        }
        if (command instanceof Command.Rcpt rcpt) {
            return TransactionCommands.rcpt(this, rcpt, profile);
        }
        if (command instanceof Command.Data) {
            return MessageCommands.data(this, profile);
        }
        if (command instanceof Command.Auth auth) {
            return AuthCommand.auth(this, auth, profile);
        }
        if (command instanceof Command.AuthResponse response && exchange != null) {
            return AuthCommand.response(this, exchange, response, profile);
        }
        return SessionCommands.answer(this, command, profile);
    }

    /**
     * The answer to BDAT, when the octets of its chunk have come (RFC 3030 §2). The last chunk is the end of the data, any
     * other is a part that the server takes or not.
     *
     * @param content of the message so far
     */
    public Proposal proposeChunk(Command.Bdat chunk, Content content, ServerProfile profile) {
        return MessageCommands.chunk(this, chunk, content, profile);
    }

    /** The answer to the line with the single dot (RFC 5321 §4.1.1.4), or to the last chunk. */
    public Proposal proposeEndOfData(Content content, ServerProfile profile) {
        return MessageCommands.endOfData(this, content, profile);
    }

    /** What a server says to a client that has been silent for too long (RFC 5321 §4.5.3.2.7). */
    public Proposal proposeIdle(ServerProfile profile) {
        String text = "4.4.2 " + profile.hostname() + " Idle for too long, closing transmission channel";
        return Proposal.answer(Moment.IDLE, Reply.of(SERVICE_NOT_AVAILABLE_421, text));
    }

    /** What a server says to a client that never comes to the end of a line or a message (RFC 5321 §4.5.3.2.7). */
    public Proposal proposeTooSlow(ServerProfile profile) {
        String text = "4.4.2 " + profile.hostname() + " Too slow, closing transmission channel";
        return Proposal.answer(Moment.IDLE, Reply.of(SERVICE_NOT_AVAILABLE_421, text));
    }

    /** What happens without a word of the server's: octets of a message arrive, a TLS handshake is due. */
    public Proposal proposeNothing(Moment moment) {
        return Proposal.answer(moment, Replies.NOOP);
    }

    /** What a server says when it goes down (RFC 5321 §3.8). */
    public Proposal proposeShutdown(ServerProfile profile) {
        Reply words = words(Refusal.SERVICE_UNAVAILABLE, profile, NOTHING);
        return Proposal.answer(Moment.ANY, words);
    }

    /** Refuses for a reason that came up earlier and whose moment is now, if there is one. */
    Proposal deferred(Proposal proposal, ServerProfile profile) {
        if (transaction != null) {
            for (Transaction.Deferred deferred : transaction.deferred()) {
                Refusal refusal = deferred.refusal();
                if (isDue(profile.wording(refusal).at(), proposal.moment())) {
                    return proposal.refuse(refusal, words(refusal, profile, deferred.cause()));
                }
            }
        }
        return proposal;
    }

    /** Where the message comes in one chunk, what a server says at DATA it can say behind it only. */
    private boolean isDue(Moment at, Moment now) {
        boolean noData = now == Moment.END_OF_DATA && !hasContent();
        return at == now || (noData && at == Moment.DATA);
    }

    Proposal refuse(Proposal proposal, Refusal refusal, ServerProfile profile) {
        return proposal.refuse(refusal, words(refusal, profile, proposal.effect()));
    }

    /** A reply with its placeholders filled in for this session. */
    public Reply fill(Reply reply, ServerProfile profile, Effect effect) {
        return Placeholders.fill(reply, this, profile, effect);
    }

    /**
     * A refusal in the server's words, filled in for this session.
     *
     * @param refused the effect that is refused: it tells which sender or recipient the words are about
     */
    public Reply words(Refusal refusal, ServerProfile profile, Effect refused) {
        return Placeholders.fill(profile.wording(refusal).reply(), this, profile, refused);
    }

    // What a decision does.

    /**
     * Takes a decision over.
     *
     * @param accepted whether the answer decided was a yes; what the proposal itself was does not matter
     */
    public void settle(Proposal proposal, boolean accepted, ServerProfile profile) {
        if (proposal.moment() == Moment.AUTH) {
            exchange = null;
            authTurns++;
        }
        if (accepted) {
            carryOut(proposal.effect(), profile);
        } else if (proposal.login() != null) {
            failedLogins++;
        }
        if (!accepted && proposal.effect() instanceof Effect.TakeChunk && transaction != null) {
            transaction.chunks(Transaction.Chunks.BROKEN); // RFC 3030 §2: the transaction has failed
        }
        if (proposal.moment() == Moment.END_OF_DATA) {
            // RFC 5321 §4.1.1.4: the buffers are cleared, whatever the answer.
            endTransaction();
        }
    }

    private void carryOut(Effect effect, ServerProfile profile) {
        if (effect instanceof Effect.Greet greet) {
            helo = greet.helo();
            extended = greet.extended();
            endTransaction(); // RFC 5321 §4.1.4
        } else if (effect instanceof Effect.AwaitAuthResponse await) {
            exchange = await.exchange();
        } else if (effect instanceof Effect.LogIn logIn) {
            login = logIn;
        } else if (effect instanceof Effect.BeginTransaction begin) {
            Transaction begun = new Transaction(begin.reversePath(), begin.parameters());
            for (Refusal refusal : TransactionCommands.refusals(this, begin, profile)) {
                defer(begun, refusal, begin, Moment.MAIL, profile);
            }
            transaction = begun;
            transactions++;
        } else if (effect instanceof Effect.AddRecipient add && transaction != null) {
            for (Refusal refusal : TransactionCommands.refusals(this, transaction, add, profile)) {
                defer(transaction, refusal, add, Moment.RCPT, profile);
            }
            transaction.add(new Transaction.Recipient(add.forwardPath(), add.parameters()));
        } else if (effect instanceof Effect.AwaitContent) {
            awaitsContent = true;
        } else if (effect instanceof Effect.TakeChunk && transaction != null) {
            transaction.chunks(Transaction.Chunks.TAKEN);
        } else if (effect instanceof Effect.Reset) {
            endTransaction();
        }
    }

    /** Keeps a refusal for later, unless its moment was just now: then a script has overruled it for good. */
    private static void defer(
            Transaction transaction, Refusal refusal, Effect cause, Moment now, ServerProfile profile) {
        if (profile.wording(refusal).at().compareTo(now) > 0) {
            transaction.defer(refusal, cause);
        }
    }

    private void endTransaction() {
        transaction = null;
        awaitsContent = false;
    }

    /** The handshake is done: what the client said before is forgotten, its login too (RFC 3207 §4.2). */
    public void tlsStarted(String version) {
        tls = version;
        helo = null;
        extended = false;
        login = null;
        exchange = null;
        endTransaction();
    }
}
