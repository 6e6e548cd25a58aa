package dev.norelay.conduct;

import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Expectation;
import dev.norelay.scenario.Expectation.Delivers;
import dev.norelay.scenario.Expectation.Retry;
import dev.norelay.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;

/** What a good client does in a story, in sentences for a person. */
final class GoodClient {
    private GoodClient() {}

    /** Each sentence is to be read behind "A good client". */
    static List<String> in(Scenario story) {
        Expectation expected = story.expectation();
        List<String> does = new ArrayList<>();
        story.diagnosis().stream()
                .filter(cause -> cause != Cause.NONE && cause != Cause.MAIL_LOST)
                .findFirst()
                .ifPresent(cause -> does.add("tells the person: " + cause.sentence() + " " + remedy(story, cause)));
        if (!does.isEmpty() && expected.keepsMail()) {
            does.add("keeps the mail");
        }
        Retry retry = expected.retry();
        if (retry != null && !does.isEmpty()) {
            does.add(
                    switch (retry) {
                        case NEVER -> "does not send it again by itself, for it may have arrived, and says so";
                        case AFTER_CHANGE -> "does not try again by itself before something has been changed";
                        case LATER -> "tries again by itself later, and waits longer each time";
                        case AT_ONCE -> "connects again at once and sends what has not been sent";
                    });
        }
        does.add(
                expected.delivers() == Delivers.ONCE
                        ? "delivers the mail once to each recipient in the end"
                        : "delivers the mail at most once to each recipient");
        return does;
    }

    private static String remedy(Scenario story, Cause cause) {
        return story.remedy().isBlank() ? cause.remedy() : story.remedy().strip();
    }
}
