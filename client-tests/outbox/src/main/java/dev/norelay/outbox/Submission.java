package dev.norelay.outbox;

import dev.norelay.outbox.Settings.Security;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the outgoing server, by Angus Mail. Where {@code SMTPTransport} knows less than an outbox has to know,
 * it is told here: which recipient was answered what, that the final dot is about to leave, and that a server is owed a
 * QUIT behind a refusal too (RFC 5321 §4.1.1.10). It is for one thread.
 */
final class Submission extends SMTPTransport {
    /** What Angus Mail says in the name of this class: that a server lacks an extension is told where it matters. */
    private static final Logger LOGGER = Logger.getLogger(Submission.class.getPackageName());

    static {
        LOGGER.setLevel(Level.WARNING);
    }

    private final Settings settings;
    private Stage stage = Stage.CONNECT;
    private @Nullable Answer refusal;
    /** Whether nothing more can be said on this connection. */
    private boolean broken;

    private boolean loggedIn;
    private boolean inTransaction;

    Submission(Session session, Settings settings) {
        super(session, new URLName("smtp", settings.host(), settings.port(), null, null, null));
        this.settings = settings;
    }

    /**
     * Connects, encrypts and logs in, as the settings say.
     *
     * @throws ProblemException if one of that cannot be done
     */
    synchronized void open() throws ProblemException {
        try {
            String user = settings.hasLogin() ? settings.user() : null;
            connect(settings.host(), settings.port(), user, user == null ? null : settings.secret());
            loggedIn = user != null;
        } catch (ProblemException known) {
            throw known;
        } catch (AuthenticationFailedException e) {
            throw refusal == null ? failed(e) : refused(Stage.LOGIN, refusal);
        } catch (MessagingException e) {
            throw refusal == null ? failed(e) : refused(stage, refusal);
        }
    }

    /**
     * Sends a mail to those whom the server accepts.
     *
     * @param message its octets
     * @param beforeDot hears who has been accepted, when all but the final dot has been said
     * @throws ProblemException if nobody has the mail, and nobody will have it
     * @throws SQLException from {@code beforeDot}; nobody has the mail
     */
    synchronized Receipt send(Mail mail, byte[] message, List<String> recipients, BeforeDot beforeDot)
            throws ProblemException, SQLException {
        try {
            Envelope envelope = new Envelope(mail, message, this);
            if (inTransaction) {
                simpleCommand("RSET");
            }
            stage = Stage.SENDER;
            inTransaction = true;
            accepted(Stage.SENDER, ask(envelope.mailCommand()));
            Map<String, Answer> answers = new LinkedHashMap<>();
            for (String recipient : recipients) {
                stage = Stage.RECIPIENT;
                answers.put(
                        recipient, envelope.takes(recipient) ? ask("RCPT TO:<" + recipient + ">") : Envelope.CANNOT);
            }
            Receipt nobody = new Receipt(answers, Receipt.NOTHING_SENT);
            List<String> taken = recipients.stream().filter(nobody::takes).toList();
            if (taken.isEmpty()) {
                return nobody;
            }
            sendContent(envelope.octets());
            beforeDot.with(taken);
            return new Receipt(answers, dot());
        } catch (ProblemException known) {
            throw known;
        } catch (MessagingException | IOException e) {
            throw failed(e);
        }
    }

    private void sendContent(byte[] octets) throws MessagingException, IOException {
        stage = Stage.DATA;
        try {
            OutputStream out = data();
            out.write(octets); // dots at the beginning of lines are doubled by Angus Mail (RFC 5321 §4.5.2)
        } catch (SMTPSendFailedException no) {
            throw refused(Stage.DATA, Answer.of(no.getReturnCode(), getLastServerResponse()));
        } catch (MessagingException | IOException e) {
            broken = true; // no dot must follow
            throw e;
        }
    }

    /** From here on nobody knows who has the mail, until a reply says so. */
    private @Nullable Answer dot() {
        stage = Stage.DOT;
        try {
            finishData();
            inTransaction = false;
            return Answer.of(getLastReturnCode(), getLastServerResponse());
        } catch (SMTPSendFailedException e) {
            Answer answer = Answer.of(e.getReturnCode(), getLastServerResponse());
            return answer.isNo() || answer.isYes() ? answer : null;
        } catch (MessagingException | IOException noReply) {
            broken = true;
            return null;
        }
    }

    private Answer ask(String command) throws MessagingException {
        Answer answer = Answer.of(simpleCommand(command), getLastServerResponse());
        if (answer.code() < 200) {
            broken = true;
            throw answer.code() < 0 && answer.text().contains("[EOF]")
                    ? failed(new IOException("the server closed the connection"))
                    : refused(stage, answer);
        }
        return answer;
    }

    private void accepted(Stage at, Answer answer) throws ProblemException {
        if (!answer.isYes()) {
            throw refused(at, answer);
        }
    }

    private ProblemException refused(Stage at, Answer answer) {
        return new ProblemException(explain(at, answer));
    }

    /** What a refusal on this connection means. */
    Problem explain(Stage at, Answer answer) {
        return Refusals.explain(at, answer, loggedIn, isSSL());
    }

    private ProblemException failed(Exception e) {
        broken = true;
        return new ProblemException(Failures.explain(e, stage, settings));
    }

    /** Whether another mail may follow on this connection. */
    boolean isUsable() {
        return !broken;
    }

    /** Says QUIT, unless the connection is good for nothing any more. */
    @Override
    public synchronized void close() {
        try {
            super.close();
        } catch (MessagingException e) {
            broken = true; // what was to be said is said, and the socket is closed
        }
    }

    // What Angus Mail does by itself, and what is done beside it.

    @Override
    protected void sendCommand(String command) throws MessagingException {
        if (broken) {
            throw new MessagingException("the connection is broken");
        }
        super.sendCommand(command);
    }

    @Override
    protected int readServerResponse() throws MessagingException {
        try {
            int code = super.readServerResponse();
            broken |= code < 0 || code == 421; // RFC 5321 §3.8: the server closes behind a 421
            if (stage == Stage.CONNECT && code != 220) {
                stage = Stage.GREETING;
                refusal = code < 0 && getLastServerResponse().contains("[EOF]")
                        ? null
                        : Answer.of(code, getLastServerResponse());
            } else if (stage == Stage.CONNECT) {
                stage = Stage.HELLO;
            }
            return code;
        } catch (MessagingException e) {
            stage = stage == Stage.CONNECT ? Stage.GREETING : stage;
            broken = true;
            throw e;
        }
    }

    /** A server that knows no EHLO is asked with HELO by Angus Mail; where it refuses that too, it is told goodbye. */
    @Override
    protected void helo(String domain) throws MessagingException {
        try {
            super.helo(domain);
        } catch (MessagingException e) {
            refusal = getLastReturnCode() >= 400 ? Answer.of(getLastReturnCode(), getLastServerResponse()) : null;
            leave();
            throw e;
        }
        checkOffers();
    }

    @Override
    protected boolean ehlo(String domain) throws MessagingException {
        boolean known = super.ehlo(domain);
        if (known) {
            checkOffers();
        }
        return known;
    }

    /** Nothing is sent in clear that was to be encrypted, and no password at all (RFC 8314 §5.2). */
    private void checkOffers() throws MessagingException {
        Problem problem = Offers.problem(settings, this);
        if (problem != null) {
            leave();
            throw new ProblemException(problem);
        }
        stage = settings.hasLogin() && !awaitsTls() ? Stage.LOGIN : Stage.HELLO;
    }

    private boolean awaitsTls() {
        return settings.security() == Security.STARTTLS && !isSSL();
    }

    boolean offersAuth(String mechanism) {
        return supportsAuthentication(mechanism);
    }

    @Override
    protected synchronized boolean supportsAuthentication(String mechanism) {
        return super.supportsAuthentication(mechanism);
    }

    @Override
    protected void startTLS() throws MessagingException {
        stage = Stage.STARTTLS;
        try {
            super.startTLS();
        } catch (MessagingException e) {
            if (!(e.getCause() instanceof IOException) && getLastReturnCode() >= 400) {
                refusal = Answer.of(getLastReturnCode(), getLastServerResponse());
                leave();
            }
            throw e;
        }
    }

    @Override
    public synchronized int simpleCommand(String command) throws MessagingException {
        int code = super.simpleCommand(command);
        if (code == 334 && command.startsWith("AUTH XOAUTH2")) {
            // What was wrong comes as a challenge; the refusal itself comes behind an empty response.
            code = super.simpleCommand("");
        }
        return stage == Stage.LOGIN ? loginAnswered(code) : code;
    }

    @Override
    protected int simpleCommand(byte[] command) throws MessagingException {
        int code = super.simpleCommand(command);
        return stage == Stage.LOGIN ? loginAnswered(code) : code;
    }

    /** Angus Mail leaves without QUIT when a login is refused. */
    private int loginAnswered(int code) throws MessagingException {
        if (code != 235 && code != 334) {
            if (code > 0) {
                refusal = Answer.of(code, getLastServerResponse());
            }
            leave();
        }
        return code;
    }

    private void leave() throws MessagingException {
        if (!broken) {
            sendCommand("QUIT");
            super.readServerResponse();
        }
    }

    /** RSET before QUIT is idle talk. */
    @Override
    public synchronized void issueCommand(String command, int expected) throws MessagingException {
        if (!command.equals("RSET")) {
            super.issueCommand(command, expected);
        }
    }

    /** A bracketed address is right wherever a device has no name of its own (RFC 5321 §4.1.4). */
    @Override
    public synchronized String getLocalHost() {
        String name = settings.name();
        if (name != null) {
            return name;
        }
        try {
            String address = InetAddress.getLocalHost().getHostAddress().replaceFirst("%.*", "");
            return address.contains(":") ? "[IPv6:" + address + "]" : "[" + address + "]";
        } catch (UnknownHostException e) {
            return "[127.0.0.1]";
        }
    }

    /** Is told when the final dot is about to leave. */
    @FunctionalInterface
    interface BeforeDot {
        void with(List<String> recipients) throws SQLException;
    }
}
