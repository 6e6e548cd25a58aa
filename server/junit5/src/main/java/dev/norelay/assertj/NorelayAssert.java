package dev.norelay.assertj;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;

import dev.norelay.Norelay;
import dev.norelay.diagnosis.Diagnosis;
import dev.norelay.journal.Message;
import dev.norelay.scenario.Cause;
import dev.norelay.smtp.Refusal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.AbstractAssert;

/** What a server did since its last reset. What fails has the dialogues in its message. */
@SuppressWarnings("exports") // whoever has these assertions has AssertJ; nobody else shall need it
public final class NorelayAssert extends AbstractAssert<NorelayAssert, Norelay> {
    NorelayAssert(Norelay server) {
        super(server, NorelayAssert.class);
    }

    /** That the server refused this recipient at RCPT, at least once; goes on with how it did. */
    public RefusedAssert refused(String recipient) {
        isNotNull();
        List<Refused> all = Refused.recipients(actual.journal().entries());
        List<Refused> hers = all.stream().filter(each -> each.isOf(recipient)).toList();
        if (hers.isEmpty()) {
            String others = all.stream().map(Refused::recipient).distinct().collect(joining(", "));
            throw failure("the server did not refuse " + recipient + "; it refused "
                    + (others.isEmpty() ? "no recipient" : others));
        }
        return new RefusedAssert(this, recipient, hers);
    }

    /** That the server refused something for this reason. */
    public NorelayAssert refused(Refusal refusal) {
        isNotNull();
        Set<Refusal> met = actual.journal().sessions().stream()
                .flatMap(session -> session.refusals().stream())
                .collect(toCollection(LinkedHashSet::new));
        if (!met.contains(refusal)) {
            throw failure("the server did not refuse with " + refusal.id() + "; it refused with "
                    + (met.isEmpty() ? "nothing" : met.stream().map(Refusal::id).collect(joining(", "))));
        }
        return this;
    }

    /** That this is why the mail could not be sent; or one of these is. */
    public NorelayAssert diagnosed(Cause... causes) {
        isNotNull();
        Diagnosis found = actual.diagnosis();
        if (!Arrays.asList(causes).contains(found.cause())) {
            throw failure("the diagnosis is not "
                    + Arrays.stream(causes).map(Cause::id).collect(joining(" or ")) + ", it is " + found);
        }
        return this;
    }

    /** That each recipient of the scenario's mail has it, and has it once. */
    public NorelayAssert deliveredOnce() {
        isNotNull();
        return deliveredOnceTo(actual.settings().recipients().toArray(String[]::new));
    }

    /** That each of these has the mail once, and nobody else has it. */
    public NorelayAssert deliveredOnceTo(String... recipients) {
        isNotNull();
        Map<String, Integer> wanted = new LinkedHashMap<>();
        Arrays.stream(recipients).forEach(recipient -> wanted.put(recipient, 1));
        Map<String, Integer> copies = copies();
        if (!copies.equals(wanted)) {
            throw failure("the mail was not delivered once to " + String.join(", ", recipients) + "; "
                    + (copies.isEmpty()
                            ? "nobody has it"
                            : copies.entrySet().stream()
                                    .map(each -> each.getKey() + " has it " + times(each.getValue()))
                                    .collect(joining(", "))));
        }
        return this;
    }

    /** That the server took no message. */
    public NorelayAssert deliveredNothing() {
        isNotNull();
        List<Message> messages = actual.messages();
        if (!messages.isEmpty()) {
            throw failure("the server took " + messages);
        }
        return this;
    }

    private Map<String, Integer> copies() {
        Map<String, Integer> copies = new LinkedHashMap<>();
        actual.messages()
                .forEach(
                        message -> message.recipients().forEach(recipient -> copies.merge(recipient, 1, Integer::sum)));
        return copies;
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }

    AssertionError failure(String what) {
        String transcript = actual.journal().transcript();
        return new AssertionError(what + "\n" + (transcript.isEmpty() ? "nobody connected" : transcript));
    }
}
