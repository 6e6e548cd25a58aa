package dev.norelay.outbox;

import jakarta.mail.MessagingException;

/** A mail, or all mails, cannot be sent; none of it was. */
final class ProblemException extends MessagingException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
