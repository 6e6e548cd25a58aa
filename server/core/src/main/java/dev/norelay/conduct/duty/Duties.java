package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.journal.Entry;
import dev.norelay.scenario.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** All duties; a new one is added here. */
public final class Duties {
    private static final List<Duty> ALL = List.of(
            new CredentialsInClear(),
            new SameRecipientResentAfter5yz(),
            new WholeMailResent(),
            new AcknowledgedMailResent(),
            new DuplicateDelivery(),
            new PermanentRefusalRetried(),
            new TransientRefusalRetriedAtOnce(),
            new GivenUpAfterTransientFailure(),
            new SameWrongPasswordRetried(),
            new OtherMechanismAfter535(),
            new GoesOnWithUnverifiedCertificate(),
            new FallsBackToClear(),
            new PipelinedWithoutOffer(),
            new SpeaksBeforeGreeting(),
            new PipelinedAcrossStarttls(),
            new NoEhloAfterStarttls(),
            new DataWithNoRecipient(),
            new NoQuit(),
            new BareNewline(),
            new DotsNotStuffed(),
            new LineOver998(),
            new EightBitWithout8bitmime(),
            new Smtputf8WithoutOffer(),
            new BdatWithoutOffer(),
            new SizeIgnored(),
            new HeloArgumentInvalid(),
            new MechanismNotOffered(),
            new AuthBase64Wrapped(),
            new BccInHeader(),
            new MissingDate(),
            new MissingMessageId(),
            new DateFarFromNow(),
            new EmptyBody(),
            new TimeoutTooShort());

    private Duties() {}

    /** What kinds of findings there are. */
    public static List<Kind> kinds() {
        return ALL.stream().map(Duty::kind).toList();
    }

    /**
     * In what clients did not do their duty, in the order in which it showed. Reads the messages: not for event loops.
     *
     * @param story that was played
     * @param entries of the journal, in order; sessions whose beginning is missing are not judged
     */
    public static List<Finding> findings(Scenario story, List<Entry> entries) {
        History history = new History(story, entries);
        List<Finding> found = new ArrayList<>();
        ALL.forEach(duty -> duty.judge(history, found));
        found.sort(Comparator.comparingLong(Duties::last));
        return List.copyOf(found);
    }

    private static long last(Finding finding) {
        return finding.evidence().get(finding.evidence().size() - 1).sequence();
    }
}
