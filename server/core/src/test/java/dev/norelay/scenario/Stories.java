package dev.norelay.scenario;

import dev.norelay.session.Account;
import dev.norelay.session.Policy;
import dev.norelay.session.Security;
import dev.norelay.session.ServerProfile;
import dev.norelay.session.TestServer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Scenarios of tests: phases that differ in what each of them needs. */
final class Stories {
    private Stories() {}

    /** A story that goes from broken through these steps; in each phase the server is called by the phase's name. */
    static Scenario of(String... steps) {
        return of(List.of(), steps);
    }

    /** The same, with rules. */
    static Scenario of(List<Rule> rules, String... steps) {
        Map<String, Phase> phases = new LinkedHashMap<>();
        phases.put(Phase.BROKEN, phase(Phase.BROKEN));
        for (String step : steps) {
            phases.put(step, phase(step));
        }
        return new Scenario(
                "story",
                "A story",
                List.of(Cause.PASSWORD_STALE),
                "cause",
                "remedy",
                Map.of(),
                List.of(),
                List.of(),
                phases,
                List.of(steps),
                rules,
                Expectation.DEFAULT);
    }

    /** The same story with a phase that no remedy leads to. */
    static Scenario with(String phase, Scenario story) {
        Map<String, Phase> phases = new LinkedHashMap<>(story.phases());
        phases.put(phase, phase(phase));
        return new Scenario(
                story.name(),
                story.title(),
                story.diagnosis(),
                story.cause(),
                story.remedy(),
                story.seen(),
                story.tags(),
                story.sources(),
                phases,
                story.steps(),
                story.rules(),
                story.expectation());
    }

    private static Phase phase(String name) {
        Client client = new Client("submission", null, null, Security.STARTTLS, null, null, Duration.ZERO, List.of());
        Map<String, Listener> listeners = new LinkedHashMap<>();
        for (Listener listener : List.of(
                new Listener("submission", 587, Security.STARTTLS, Policy.DEFAULT, Listener.Service.SMTP),
                new Listener("smtp", 25, Security.NONE, Policy.OPEN, Listener.Service.SMTP))) {
            listeners.put(listener.name(), listener);
        }
        return new Phase(name, Mail.DEFAULT, client, new Server(profile(name), listeners, TlsSettings.DEFAULT));
    }

    private static ServerProfile profile(String phase) {
        ServerProfile common = TestServer.server().profile();
        return new ServerProfile(
                phase + ".example.test",
                common.localDomains(),
                common.recipients(),
                Map.of(TestServer.ALICE, new Account("first", List.of("zeroth"), List.of(TestServer.ALICE))),
                common.policy(),
                common.security(),
                common.wordings(),
                common.hiddenKeywords(),
                common.offeredKeywords());
    }
}
