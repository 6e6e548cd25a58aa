package dev.norelay.scenario.yaml;

import static dev.norelay.scenario.yaml.AnyText.DURATIONS;
import static dev.norelay.scenario.yaml.AnyText.SIZES;
import static dev.norelay.scenario.yaml.AnyText.TEXTS;
import static dev.norelay.scenario.yaml.AnyText.arrays;
import static net.jqwik.api.Arbitraries.integers;
import static net.jqwik.api.Arbitraries.just;
import static net.jqwik.api.Arbitraries.oneOf;

import dev.norelay.fault.TlsFault;
import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Certificate;
import dev.norelay.scenario.Expectation;
import dev.norelay.scenario.Listener;
import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Rules;
import dev.norelay.scenario.TlsSettings.ClientCertificate;
import dev.norelay.session.Acceptances;
import dev.norelay.session.Mechanism;
import dev.norelay.session.Policy;
import dev.norelay.session.Security;
import dev.norelay.session.ServerProfile.Recipients;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import dev.norelay.smtp.Reply;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Scenarios over the whole vocabulary, made by the builder: some of its steps, in any order. A new key of the format is
 * one line more here.
 */
final class AnyScenario {
    private static final int MOST_STEPS = 6;
    private static final Arbitrary<String> USERS =
            Arbitraries.of("alice@example.test", "ann", "bob@example.test", "42", "x: y");
    private static final Arbitrary<String> VERSIONS = Arbitraries.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");
    private static final Arbitrary<Boolean> FLAGS = Arbitraries.of(true, false);

    private AnyScenario() {}

    static Arbitrary<ScenarioBuilder> any() {
        Arbitrary<Consumer<ScenarioBuilder>> steps = steps(
                step(Arbitraries.of(Cause.values()).array(Cause[].class).ofMaxSize(3), ScenarioBuilder::diagnosis),
                step(TEXTS, ScenarioBuilder::cause),
                step(TEXTS, ScenarioBuilder::remedy),
                step(TEXTS, (builder, text) -> builder.seen("Apple Mail", text).seen(text, "seen")),
                step(arrays(TEXTS), ScenarioBuilder::tags),
                step(arrays(TEXTS), ScenarioBuilder::sources),
                step(mail(), ScenarioBuilder::mail),
                step(client(), ScenarioBuilder::client),
                step(server(), ScenarioBuilder::server),
                step(server(), ScenarioBuilder::server),
                step(phase(), ScenarioBuilder::fixed),
                step(phase(), ScenarioBuilder::fixed),
                step(phase(), (builder, phase) -> builder.phase(Phase.BROKEN, phase)),
                step(phase(), AnyScenario::lock),
                step(AnyRule.any(), (builder, rule) -> builder.rules(rule)),
                step(AnyRule.any(), (builder, rule) -> builder.rules(rule)),
                step(expectation(), ScenarioBuilder::expect));
        return Combinators.combine(TEXTS, TEXTS, steps).as((name, title, taken) -> {
            ScenarioBuilder builder = ScenarioBuilder.scenario(name, title);
            taken.accept(builder);
            return builder;
        });
    }

    /** A phase that no remedy leads to. */
    private static void lock(ScenarioBuilder builder, Consumer<PhaseBuilder> phase) {
        builder.phase("locked", phase).rules(Rules.on(Moment.VRFY).times(1).then(Rules.become("locked")));
    }

    private static Arbitrary<Consumer<PhaseBuilder>> phase() {
        return steps(
                step(mail(), PhaseBuilder::mail),
                step(client(), PhaseBuilder::client),
                step(server(), PhaseBuilder::server),
                step(server(), PhaseBuilder::server));
    }

    private static Arbitrary<Consumer<MailBuilder>> mail() {
        return steps(
                step(TEXTS, MailBuilder::from),
                step(TEXTS.array(String[].class).ofMinSize(1).ofMaxSize(3), MailBuilder::to),
                step(SIZES, MailBuilder::size),
                step(integers().between(1, 100_000), MailBuilder::count));
    }

    private static Arbitrary<Consumer<ClientBuilder>> client() {
        return steps(
                step(Arbitraries.of("submission", "submissions", "smtp", "old"), ClientBuilder::listener),
                step(TEXTS, ClientBuilder::host),
                step(integers().between(0, 65_535), ClientBuilder::port),
                step(Arbitraries.of(Security.values()), ClientBuilder::security),
                step(TEXTS, (client, text) -> client.login(text, text)),
                step(TEXTS, ClientBuilder::user),
                step(TEXTS, ClientBuilder::token),
                step(just(""), (client, nothing) -> client.noLogin()),
                step(oneOf(DURATIONS, DURATIONS.map(off -> off.negated())), ClientBuilder::clock),
                step(arrays(VERSIONS), ClientBuilder::tls));
    }

    private static Arbitrary<Consumer<ServerBuilder>> server() {
        return steps(
                step(TEXTS, ServerBuilder::hostname),
                step(arrays(TEXTS), ServerBuilder::localDomains),
                step(Arbitraries.of(Recipients.values()), ServerBuilder::recipients),
                step(USERS, (server, user) -> server.account(user, "secret of " + user)),
                step(
                        arrays(TEXTS),
                        (server, all) -> server.account("alice@example.test", account -> account.formerPasswords(all))),
                step(
                        arrays(TEXTS),
                        (server, all) -> server.account(
                                "ann", account -> account.password("").addresses(all))),
                step(TEXTS, (server, text) -> server.account("signed in", account -> account.token(text))),
                step(
                        arrays(TEXTS),
                        (server, all) -> server.account(
                                "alice@example.test",
                                account -> account.expiredTokens(all).wrongScopeTokens(all))),
                step(listener(), (server, listener) -> server.listener("submission", listener)),
                step(listener(), (server, listener) -> server.listener("smtp", listener)),
                step(listener(), (server, listener) -> server.listener("old", listener)),
                step(
                        listener(),
                        (server, listener) -> server.listener("extra: 1", extra -> listener.accept(extra.port(2525)))),
                step(policy(), ServerBuilder::policy),
                step(just(""), (server, nothing) -> server.open()),
                step(AnyText.replies(400, 599), (server, reply) -> server.reply(Refusal.RELAY_DENIED, lines(reply))),
                step(
                        Arbitraries.of(Moment.RCPT, Moment.DATA, Moment.END_OF_DATA),
                        (server, at) -> server.replyAt(Refusal.RELAY_DENIED, at)),
                step(
                        Arbitraries.of(Moment.MAIL, Moment.END_OF_DATA),
                        (server, at) -> server.replyAt(Refusal.TOO_LARGE, at)),
                step(Arbitraries.of(Refusal.values()), (server, refusal) -> server.replyAt(refusal, refusal.moment())),
                step(AnyText.replies(200, 299), (server, reply) -> server.greeting(lines(reply))),
                step(
                        Combinators.combine(
                                        Arbitraries.of(Moment.MAIL, Moment.END_OF_DATA, Moment.QUIT),
                                        AnyText.replies(200, 299))
                                .as(Yes::new),
                        (server, yes) -> server.accepts(yes.moment(), lines(yes.reply()))),
                step(
                        Combinators.combine(
                                        Arbitraries.of("STARTTLS", "SIZE {max-size}", "X \udcc7", "AUTH PLAIN"),
                                        Arbitraries.of(Acceptances.When.values()))
                                .as(Acceptances.Line::new)
                                .list()
                                .ofMaxSize(3),
                        (server, keywords) -> server.ehlo(Stream.concat(
                                        Stream.of(new Acceptances.Line("{hostname} hi", Acceptances.When.ALWAYS)),
                                        keywords.stream())
                                .toArray(Acceptances.Line[]::new))),
                step(arrays(TEXTS), ServerBuilder::hide),
                step(arrays(TEXTS), ServerBuilder::offer),
                step(Arbitraries.of(Certificate.values()), ServerBuilder::certificate),
                step(arrays(TEXTS), ServerBuilder::certificateNames),
                step(arrays(VERSIONS), ServerBuilder::tlsVersions),
                step(Arbitraries.of(ClientCertificate.values()), ServerBuilder::clientCertificate));
    }

    private record Yes(Moment moment, Reply reply) {}

    private static String[] lines(Reply reply) {
        return reply.lines().stream()
                .map(line -> line.code() + " " + line.text())
                .toArray(String[]::new);
    }

    private static Arbitrary<Consumer<ListenerBuilder>> listener() {
        return steps(
                step(integers().between(0, 65_535), ListenerBuilder::port),
                step(Arbitraries.of(Security.values()), ListenerBuilder::security),
                step(policy(), ListenerBuilder::policy),
                step(just(""), (listener, nothing) -> listener.open()),
                step(Arbitraries.of(Listener.Service.values()), ListenerBuilder::service),
                step(Arbitraries.of(TlsFault.values()), ListenerBuilder::tlsFault),
                step(just(""), (listener, nothing) -> listener.noTlsFault()));
    }

    private static Arbitrary<Consumer<PolicyBuilder>> policy() {
        return steps(
                step(Arbitraries.of(Policy.Relay.values()), PolicyBuilder::relay),
                step(Arbitraries.of(Policy.RequireAuth.values()), PolicyBuilder::requireAuth),
                step(Arbitraries.of(Policy.RequireTls.values()), PolicyBuilder::requireTls),
                step(Arbitraries.of(Mechanism.values()).array(Mechanism[].class).ofMaxSize(2), PolicyBuilder::auth),
                step(FLAGS, PolicyBuilder::senderMustBeOwn),
                step(oneOf(just(0L), SIZES), PolicyBuilder::maxSize),
                step(integers().between(1, 1_000_000), PolicyBuilder::maxRecipients),
                step(Arbitraries.of(Policy.BareNewline.values()), PolicyBuilder::bareNewline));
    }

    private static Arbitrary<Consumer<ExpectationBuilder>> expectation() {
        return steps(
                step(Arbitraries.of(Moment.values()), ExpectationBuilder::failsAt),
                step(Arbitraries.of(Expectation.Retry.values()), ExpectationBuilder::retry),
                step(FLAGS, ExpectationBuilder::keepsMail),
                step(Arbitraries.of(Expectation.Delivers.values()), ExpectationBuilder::delivers));
    }

    private static <B, T> Arbitrary<Consumer<B>> step(Arbitrary<T> values, BiConsumer<B, T> call) {
        return values.map(value -> builder -> call.accept(builder, value));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static <B> Arbitrary<Consumer<B>> steps(Arbitrary<Consumer<B>>... all) {
        return oneOf(List.of(all))
                .list()
                .ofMaxSize(MOST_STEPS)
                .map(taken -> builder -> taken.forEach(step -> step.accept(builder)));
    }
}
