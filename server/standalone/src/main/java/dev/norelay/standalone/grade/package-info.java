/**
 * Grades a person's own program through whole stories. {@link dev.norelay.standalone.grade.Grader} is the way in: for each
 * scenario it starts a server of its own, has {@code Norelay.play} tell the story, and has a {@code Trial} run the
 * person's command each time a mail is to be sent. What came out is a {@code Graded}; all of them are {@code Grades},
 * which the reports are made of. Knows nothing of the command line.
 */
@NullMarked
package dev.norelay.standalone.grade;

import org.jspecify.annotations.NullMarked;
