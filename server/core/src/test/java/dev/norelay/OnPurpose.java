package dev.norelay;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/** Keeps out of the console what tests provoke, so that what is printed there deserves a look. */
public final class OnPurpose extends Filter<ILoggingEvent> {
    /** Made by Logback. */
    public OnPurpose() {}

    @Override
    public FilterReply decide(ILoggingEvent event) {
        String reason = event.getThrowableProxy() == null
                ? ""
                : String.valueOf(event.getThrowableProxy().getMessage());
        boolean provoked = reason.startsWith("on purpose") || reason.startsWith("called on an event loop");
        return provoked ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
