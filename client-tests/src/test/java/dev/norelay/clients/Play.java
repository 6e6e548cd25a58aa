package dev.norelay.clients;

import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Expectation.Delivers;
import dev.norelay.scenario.Expectation.Retry;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.Catalogue;
import java.util.ArrayList;
import java.util.List;

/** One client's life through one story of the catalogue, and how it compares with what the story tells. */
record Play(Scenario story, String client, Cell cell) {

    /** All that a file has, of stories that there still are. */
    static List<Play> all(MatrixFile matrix) {
        List<String> known = Catalogue.names();
        List<Play> plays = new ArrayList<>();
        matrix.rows().forEach((name, row) -> {
            if (known.contains(name)) {
                row.cells().forEach((client, cell) -> plays.add(new Play(Catalogue.scenario(name), client, cell)));
            }
        });
        return plays;
    }

    /** With the wrong settings the client says that all was sent. */
    boolean wentOn() {
        return cell.first().sent();
    }

    boolean nothingIsWrong() {
        return told().stream().allMatch(Cause.NONE.id()::equals);
    }

    /** The causes that the story tells, the first one first. */
    List<String> told() {
        return story.diagnosis().stream().map(Cause::id).toList();
    }

    String found() {
        return cell.first().found();
    }

    /** What is found first is what the story tells. */
    boolean foundAsTold() {
        return told().isEmpty() || found().equals(told().get(0));
    }

    /** The client was not stopped by the story's first cause, and met the next. */
    boolean foundFurther() {
        return !foundAsTold() && told().contains(found());
    }

    /** The client was not stopped at all, and norelay says that nothing went wrong. */
    boolean foundNothing() {
        return !foundAsTold() && wentOn() && found().equals(Cause.NONE.id());
    }

    /** The client met something that the story does not tell, or norelay names it wrong. */
    boolean foundElse() {
        return !foundAsTold() && !foundFurther() && !foundNothing();
    }

    /** As often as the story says, to everyone, and the client knows it. */
    boolean deliversAsTold() {
        int wanted = story.broken().mail().count();
        boolean atMost = story.expectation().delivers() == Delivers.AT_MOST_ONCE;
        boolean known = cell.last().sent() || story.expectation().retry() == Retry.NEVER;
        return known && cell.copies().stream().allMatch(copies -> copies == wanted || (atMost && copies < wanted));
    }
}
