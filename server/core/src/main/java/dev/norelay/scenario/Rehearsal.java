package dev.norelay.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.norelay.session.Action;
import dev.norelay.session.Circumstances;
import dev.norelay.session.Content;
import dev.norelay.session.Effect;
import dev.norelay.session.Mechanism;
import dev.norelay.session.Occasion;
import dev.norelay.session.Proposal;
import dev.norelay.session.Security;
import dev.norelay.session.ServerProfile;
import dev.norelay.session.Session;
import dev.norelay.smtp.Command;
import dev.norelay.smtp.CommandParser;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Octets;
import dev.norelay.smtp.Refusal;
import dev.norelay.smtp.Reply;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to send a story's mail, played in memory: what a plain client with the person's settings and the server would say to
 * each other. Nothing is shaken hands on and nothing waits, so it ends where a fault of the wire or of TLS begins.
 */
public final class Rehearsal {
    private static final String EHLO = "EHLO client.example.test";

    /**
     * One command and its reply.
     *
     * @param command as the client says it; empty at the greeting
     * @param moment of the reply
     * @param reply what the server says; null where it does something else
     * @param refusal why the server refuses, or null
     * @param ruled whether a rule of the story has it say so
     */
    public record Exchange(
            String command,
            Moment moment,
            @Nullable Reply reply,
            @Nullable Refusal refusal,
            boolean ruled) {
        boolean isPositive() {
            return reply != null && reply.isPositive();
        }
    }

    private final Run run;
    private final Phase phase;
    private final ServerProfile profile;
    private final Session session;
    private final List<Exchange> exchanges = new ArrayList<>();

    private Rehearsal(Scenario scenario, String phase) {
        this.run = new Run(scenario, List.of(), 0, Clock.systemUTC());
        run.become(phase);
        this.phase = run.phase();
        this.profile = run.profile(this.phase.client().listener());
        this.session = new Session(this.phase.client().listener(), "127.0.0.1");
    }

    /** What is said at the first attempt in a phase; empty where no server of the story's is met. */
    public static List<Exchange> of(Scenario scenario, String phase) {
        Client client = scenario.phase(phase).client();
        Listener met = scenario.phase(phase).server().listeners().get(client.listener());
        boolean elsewhere = client.host() != null || client.port() != null;
        boolean otherTls = met != null && (client.security() == Security.TLS) != (met.security() == Security.TLS);
        if (met == null || elsewhere || otherTls || met.service() != Listener.Service.SMTP) {
            return List.of();
        }
        Rehearsal rehearsal = new Rehearsal(scenario, phase);
        if (client.security() != Security.TLS || rehearsal.shakesHands(met)) {
            rehearsal.play();
        }
        return List.copyOf(rehearsal.exchanges);
    }

    private void play() {
        boolean goesOn = hears("", session.proposeGreeting(profile)) && says(EHLO);
        if (goesOn && phase.client().security() == Security.STARTTLS) {
            Listener met = phase.server().listeners().get(phase.client().listener());
            goesOn = says("STARTTLS") && met != null && shakesHands(met) && says(EHLO);
        }
        goesOn = goesOn && logsIn() && says("MAIL FROM:<" + phase.mail().from() + ">" + size());
        for (String recipient : phase.mail().to()) {
            goesOn = goesOn && says("RCPT TO:<" + recipient + ">");
        }
        goesOn = goesOn && says("DATA");
        if (goesOn && session.awaitsContent()) {
            Octets none = Octets.copyOf(new byte[0]);
            Content content = new Content(phase.mail().size(), false, true, none);
            goesOn = hears(
                    "(message of " + phase.mail().size() + " octets)", session.proposeEndOfData(content, profile));
        }
        if (goesOn) {
            says("QUIT");
        }
    }

    /** Whether the handshake goes well: nothing is wrong with the certificate, as the device sees it. */
    private boolean shakesHands(Listener met) {
        boolean good = phase.server().tls().certificate() == TlsSettings.DEFAULT.certificate()
                && phase.client().clock().isZero()
                && phase.client().tls().isEmpty()
                && met.tlsFault() == null;
        if (good) {
            session.tlsStarted("TLSv1.3");
        }
        return good;
    }

    private String size() {
        return listed("SIZE").isPresent() ? " SIZE=" + phase.mail().size() : "";
    }

    /** The line of the newest list at EHLO with that keyword. */
    private Optional<String> listed(String keyword) {
        for (int i = exchanges.size() - 1; i >= 0; i--) {
            Exchange each = exchanges.get(i);
            if (each.moment() == Moment.EHLO && each.reply() != null) {
                return each.reply().lines().stream()
                        .skip(1)
                        .map(line -> line.text().toUpperCase(Locale.ROOT))
                        .filter(text -> List.of(text.split(" ")).get(0).equals(keyword))
                        .findFirst();
            }
        }
        return Optional.empty();
    }

    /** As most clients do: where no AUTH is listed, they go on without. */
    private boolean logsIn() {
        String user = phase.client().user();
        String password = phase.client().password();
        Optional<String> mechanisms = listed("AUTH");
        if (user == null || mechanisms.isEmpty()) {
            return true;
        }
        List<String> words = List.of(mechanisms.get().split(" "));
        if (phase.client().token() != null) {
            return signsIn(words, user, phase.client().token());
        }
        String secret = password == null ? "" : password;
        return words.contains(Mechanism.PLAIN.saslName())
                ? says("AUTH PLAIN " + base64("\0" + user + "\0" + secret))
                : says("AUTH LOGIN") && says(base64(user)) && says(base64(secret));
    }

    /** With a token: by OAUTHBEARER where it is listed, else by XOAUTH2. Hearing that it is no good ends the exchange. */
    private boolean signsIn(List<String> words, String user, String token) {
        boolean bearer = words.contains(Mechanism.OAUTHBEARER.saslName());
        boolean goesOn = bearer
                ? says("AUTH OAUTHBEARER " + base64("n,a=" + user + ",\1auth=Bearer " + token + "\1\1"))
                : says("AUTH XOAUTH2 " + base64("user=" + user + "\1auth=Bearer " + token + "\1\1"));
        if (goesOn && session.awaitsAuthResponse()) {
            return says(bearer ? base64("\1") : ""); // RFC 7628 §3.2.3
        }
        return goesOn;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private boolean says(String line) {
        Command command = session.awaitsAuthResponse()
                ? new Command.AuthResponse(line)
                : CommandParser.parse(line.getBytes(UTF_8));
        return hears(line, session.propose(command, profile));
    }

    /** Takes the server's decision over; whether the client can go on. */
    private boolean hears(String line, Proposal proposal) {
        Circumstances so = new Circumstances(line, false, 1, Duration.ZERO, null, 1);
        Exchange exchange = decided(line, proposal, run.decide(new Occasion(session, profile, proposal, so)));
        exchanges.add(exchange);
        session.settle(proposal, exchange.isPositive(), profile);
        return exchange.isPositive();
    }

    /** What is said behind an acceptance is said in place of its reply. */
    private Exchange decided(String line, Proposal proposal, List<Action> actions) {
        Proposal told = proposal;
        Exchange accepted = null;
        for (Action action : actions) {
            Effect effect = proposal.effect();
            if (action instanceof Action.Say say) {
                return new Exchange(line, told.moment(), session.fill(say.reply(), profile, effect), null, true);
            } else if (action instanceof Action.Refuse refuse) {
                Reply words = session.words(refuse.refusal(), profile, effect);
                return new Exchange(line, told.moment(), words, refuse.refusal(), true);
            } else if (action instanceof Action.Send send && accepted != null) {
                return new Exchange(
                        line, told.moment(), Reply.read(send.octets()).orElse(null), null, true);
            } else if (action instanceof Action.Accept || action instanceof Action.Discard) {
                accepted = new Exchange(line, told.moment(), told.yes(), null, false);
            } else if (action instanceof Action.Keywords keywords) {
                told = told.listing(keywords.hide(), keywords.offer());
            } else if (accepted == null && isEnd(action)) {
                return new Exchange(line, told.moment(), null, null, true);
            }
        }
        return accepted == null ? new Exchange(line, told.moment(), told.reply(), told.refusal(), false) : accepted;
    }

    private static boolean isEnd(Action action) {
        return action instanceof Action.Ignore
                || action instanceof Action.StartTlsWith
                || (action instanceof Action.Enact enact && !enact.fault().isPassing());
    }
}
