package dev.norelay.standalone.http;

import dev.norelay.conduct.Finding;
import dev.norelay.diagnosis.Diagnosis;
import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.smtp.Ids;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** What all servers together have done, for Prometheus. Thread-safe. */
final class Meters {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter sessions = counter("norelay_sessions_total", "Connections taken.");
    private final Counter messages = counter("norelay_messages_total", "Messages taken over.");
    private final Counter refusals = counter("norelay_refusals_total", "Replies that refused, by reason.", "refusal");
    private final Counter logins =
            counter("norelay_logins_total", "Logins tried, by what the server found.", "outcome");
    private final Counter faults =
            counter("norelay_faults_total", "What was done to connections on purpose, by moment.", "moment");
    private final Counter findings =
            counter("norelay_findings_total", "Duties that clients did not do.", "kind", "severity");
    private final Counter diagnoses = counter("norelay_diagnoses_total", "Sessions that failed, by cause.", "cause");
    private final Counter requests =
            counter("norelay_http_requests_total", "Requests to the control API.", "method", "status");

    private Counter counter(String name, String help, String... labels) {
        return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
    }

    /** Something that is looked at when it is asked for. */
    void gauge(String name, String help, IntSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsInt()))
                .register(registry);
    }

    void count(Entry entry, @Nullable Diagnosis diagnosis, List<Finding> found) {
        Event event = entry.event();
        if (event instanceof Event.SessionOpened) {
            sessions.inc();
        } else if (event instanceof Event.MessageTaken) {
            messages.inc();
        } else if (event instanceof Event.ReplySent sent && Refused.is(sent)) {
            refusals.labelValues(Refused.by(sent)).inc();
        } else if (event instanceof Event.LoginTried tried) {
            logins.labelValues(Ids.of(tried.attempt().outcome())).inc();
        } else if (event instanceof Event.FaultEnacted fault) {
            faults.labelValues(fault.moment().id()).inc();
        }
        if (diagnosis != null) {
            diagnoses.labelValues(diagnosis.cause().id()).inc();
        }
        found.forEach(
                each -> findings.labelValues(each.id(), each.severity().id()).inc());
    }

    /** A request was answered; methods that HTTP does not know count together. */
    void request(String method, int status) {
        boolean known =
                List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS").contains(method);
        requests.labelValues(known ? method.toLowerCase(Locale.ROOT) : "other", Integer.toString(status))
                .inc();
    }

    /** All of it, as the reader likes it. */
    Answer answer(String accept) {
        ExpositionFormatWriter writer = accept.contains("application/openmetrics-text")
                ? OpenMetricsTextFormatWriter.create()
                : PrometheusTextFormatWriter.create();
        try {
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            writer.write(octets, registry.scrape());
            return Answer.octets(writer.getContentType(), octets.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written to", e);
        }
    }
}
