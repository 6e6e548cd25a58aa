package dev.norelay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** Logback is set up in Java: warnings, to standard error, a line each. */
class LoggingTest {
    private final LoggerContext context = new LoggerContext();

    @Test
    void warningsGoToStandardError() {
        assertThat(new Logging().configure(context)).isEqualTo(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        assertThat(root.getLevel()).isEqualTo(Level.WARN);
        assertThat(((ConsoleAppender<?>) root.getAppender("stderr")).getTarget())
                .isEqualTo("System.err");
        assertThat(context.getStatusManager().getCopyOfStatusList()).noneMatch(status -> status.getThrowable() != null);
    }

    @Test
    void aLineTellsTimeLevelClassAndWhatWasThrown() {
        Logger logger = context.getLogger("dev.norelay.some.Where");
        LoggingEvent event = new LoggingEvent(
                "", logger, Level.WARN, "{} is gone", new IllegalStateException("why"), new Object[] {"it"});
        event.setTimeStamp(LocalDateTime.of(2026, 11, 1, 14, 3, 0, 7_000_000)
                .atZone(ZoneId.systemDefault())
                .toInstant()
                .toEpochMilli());
        assertThat(new Logging.Line().doLayout(event))
                .startsWith("14:03:00.007 WARN  Where: it is gone" + System.lineSeparator())
                .contains("java.lang.IllegalStateException: why", "at dev.norelay.standalone.LoggingTest");
    }
}
