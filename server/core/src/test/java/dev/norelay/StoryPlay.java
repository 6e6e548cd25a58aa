package dev.norelay;

import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.journal.Event;
import dev.norelay.journal.Message;
import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Expectation.Delivers;
import dev.norelay.scenario.Expectation.Retry;
import dev.norelay.scenario.Scenario;
import dev.norelay.session.Wording;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One story lived through by a sane client: with the wrong settings it fails where the file says, and the diagnosis is the
 * file's; it tries again once where time may mend it; then each remedy is done, and in the end each recipient has the mail
 * as often as the file says. Blocking.
 */
final class StoryPlay {
    /** Whose failure this client does not see, and why. */
    private static final Map<String, String> UNSEEN = Map.of(
            "open", "all is accepted",
            "playground", "the recipient is an ordinary one",
            "mail-lost", "the server says yes",
            "greeting-without-text", "it bears a bare code",
            "greeting-ends-with-lf", "it takes LF for a line end too",
            "reply-in-pieces", "it reads until a line is whole",
            "reply-too-long", "it reads lines of any length",
            "quit-unanswered", "all is said before");

    /** Its words are for a client that logs in although no login is offered. */
    private static final String ONLY_FOR_THE_RASH = "login-only-inside-tls";

    private static final Duration LATER = Duration.ofHours(25);

    private final Scenario story;
    private final Function<Refusal, Wording> common;

    /**
     * @param common how the server words a refusal where the story does not say it
     */
    StoryPlay(Scenario story, Function<Refusal, Wording> common) {
        this.story = story;
        this.common = common;
    }

    /** Plays it to its end; what the client met at first. */
    StoryClient.Attempt live() throws IOException {
        try (Norelay server = Norelay.builder().scenario(story).seed(1).start()) {
            Outbox outbox = new Outbox(story.broken().mail().count());
            StoryClient.Attempt met;
            if (UNSEEN.containsKey(story.name())) {
                assertThat(outbox.flush(server.settings(), null)).isEmpty();
                met = new StoryClient.Attempt(Optional.empty(), UNSEEN.getOrDefault(story.name(), ""), List.of());
                assertThat(server.diagnosis().cause())
                        .isEqualTo(story.diagnosis().get(0));
                server.fix();
            } else {
                met = failAsTold(server, outbox);
                tryAgain(server, outbox);
                mend(server, outbox);
            }
            assertDelivered(server, outbox);
            return met;
        }
    }

    private StoryClient.Attempt failAsTold(Norelay server, Outbox outbox) throws IOException {
        Optional<StoryClient.Attempt> failure = outbox.flush(server.settings(), impatience());
        assertThat(failure).as("the wrong settings must fail").isPresent();
        Moment told = story.expectation()
                .failsAtMoment()
                .map(at -> at == Moment.CONTENT ? Moment.END_OF_DATA : at)
                .orElseGet(() -> lastRefused(server));
        assertThat(failure.get().failedAt()).as(failure.get().said()).contains(told);
        assertThat(server.diagnosis().cause())
                .as("%s", server.diagnosis())
                .isEqualTo(story.diagnosis().get(0));
        assertThat(server.diagnosis().remedy()).isEqualTo(story.remedy().strip());
        if (!story.name().equals(ONLY_FOR_THE_RASH)) {
            assertThat(refusals(server)).containsAll(reworded());
        }
        return failure.get();
    }

    /** What the file words in its own way: if nobody ever hears it, something else came first. */
    private List<Refusal> reworded() {
        return story.broken().server().profile().wordings().entrySet().stream()
                .filter(each -> !each.getValue().equals(common.apply(each.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<Refusal> refusals(Norelay server) {
        return server.journal().entries().stream()
                .flatMap(entry ->
                        entry.event() instanceof Event.ReplySent sent ? sent.refused().stream() : Stream.empty())
                .toList();
    }

    private static Moment lastRefused(Norelay server) {
        return server.journal().entries().stream()
                .filter(entry -> entry.event() instanceof Event.ReplySent sent
                        && !sent.reply().isPositive())
                .map(entry -> ((Event.ReplySent) entry.event()).moment())
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    /** Where the file says that a good client tries again by itself. */
    private void tryAgain(Norelay server, Outbox outbox) throws IOException {
        Retry retry = story.expectation().retry();
        if (retry == Retry.LATER) {
            server.letTimePass(LATER);
        }
        if (retry == Retry.NEVER) {
            outbox.forget();
        } else if (retry != Retry.AFTER_CHANGE) {
            Optional<StoryClient.Attempt> again = outbox.flush(server.settings(), impatience());
            boolean passes =
                    story.rules().stream().anyMatch(rule -> !rule.count().isUnlimited());
            if (retry == Retry.AT_ONCE || passes) {
                assertThat(again.map(StoryClient.Attempt::said))
                        .as("trying again must do")
                        .isEmpty();
            }
        }
    }

    private void mend(Norelay server, Outbox outbox) throws IOException {
        for (int step = 0; step < story.steps().size(); step++) {
            ClientSettings settings = server.fix();
            Optional<StoryClient.Attempt> failure = outbox.flush(settings, null);
            if (step < story.steps().size() - 1) {
                assertThat(failure)
                        .as("the next cause must show behind the remedy %s", step + 1)
                        .isPresent();
                Cause next = story.diagnosis().get(step + 1);
                assertThat(server.diagnosis().cause())
                        .as("%s", server.diagnosis())
                        .isEqualTo(next);
            } else {
                assertThat(failure.map(StoryClient.Attempt::said)).isEmpty();
            }
        }
    }

    private void assertDelivered(Norelay server, Outbox outbox) {
        Map<String, Integer> copies = new HashMap<>();
        for (Message message : server.messages()) {
            for (String recipient : message.recipients()) {
                copies.merge(message.header("Message-ID").orElseThrow() + " " + recipient, 1, Integer::sum);
            }
        }
        assertThat(copies).allSatisfy((copy, times) -> assertThat(times).isEqualTo(1));
        int expected = outbox.count * story.fixed().mail().to().size();
        if (story.expectation().delivers() == Delivers.ONCE) {
            assertThat(copies).hasSize(expected);
        } else {
            assertThat(copies.size()).isLessThanOrEqualTo(expected);
        }
    }

    /** Where a server keeps the client waiting, this one soon gives up; else the test would wait as a person does. */
    private StoryClient.@Nullable Impatience impatience() {
        return impatience(story);
    }

    /** For this client in this story; null where it is as patient as ever. */
    static StoryClient.@Nullable Impatience impatience(Scenario story) {
        return story.keepsWaiting()
                ? new StoryClient.Impatience(
                        requireNonNullElse(story.expectation().failsAt(), Moment.CONNECT), 300)
                : null;
    }

    /** Mails that are waiting: who has got which, and who has not. */
    private static final class Outbox {
        private final int count;
        private final Map<Integer, Set<String>> delivered = new HashMap<>();
        private boolean forgotten;

        Outbox(int count) {
            this.count = count;
        }

        /** What nobody can know whether it was delivered must not be sent again. */
        void forget() {
            forgotten = true;
        }

        /** Sends what has not been delivered; the first failure, which keeps the rest waiting. */
        Optional<StoryClient.Attempt> flush(ClientSettings settings, StoryClient.@Nullable Impatience impatience)
                throws IOException {
            for (int number = 1; number <= count && !forgotten; number++) {
                Set<String> done = delivered.computeIfAbsent(number, nobody -> new HashSet<>());
                List<String> to = new ArrayList<>(settings.recipients());
                to.removeAll(done);
                if (!to.isEmpty()) {
                    StoryClient.Attempt attempt = StoryClient.send(settings, number + "@client.test", to, impatience);
                    done.addAll(attempt.delivered());
                    if (attempt.failed()) {
                        return Optional.of(attempt);
                    }
                }
            }
            return Optional.empty();
        }
    }
}
