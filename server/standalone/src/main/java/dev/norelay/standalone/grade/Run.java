package dev.norelay.standalone.grade;

import java.util.List;

/**
 * One run of the person's command.
 *
 * @param phase of the story
 * @param number of the mail that was to be sent, from 1
 * @param settings what the person had entered, for a person's eyes
 * @param command as it was run
 * @param ran what became of it
 * @param dialogue with the server meanwhile, secrets masked; empty where nobody connected
 */
public record Run(String phase, int number, String settings, List<String> command, Ran ran, String dialogue) {
    public Run {
        command = List.copyOf(command);
    }
}
