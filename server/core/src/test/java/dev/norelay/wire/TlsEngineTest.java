package dev.norelay.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.journal.JournalLimits;
import dev.norelay.journal.Recorder;
import dev.norelay.scenario.Run;
import dev.norelay.scenario.yaml.Catalogue;
import dev.norelay.session.ServerLimits;
import dev.norelay.tls.CertificateAuthority;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whose TLS it is: BoringSSL's where netty-tcnative is on the class path, as it is when these tests run once more. */
@Tag("tls")
class TlsEngineTest {
    private static final boolean TCNATIVE = "tcnative".equals(System.getProperty("norelay.test.tls"));

    private static final int NOT_COUNTED = -1;

    private final LongAdder activity = new LongAdder();
    private final Workers workers = new Workers(Runnable::run, activity);
    private final Recorder recorder = new Recorder(Clock.systemUTC(), JournalLimits.DEFAULT, workers);

    /** A tap through which an octet has come. */
    static Tap heard() {
        Tap tap = new Tap(new LongAdder(), () -> {});
        EmbeddedChannel channel = new EmbeddedChannel(tap);
        channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {22}));
        channel.finishAndReleaseAll();
        return tap;
    }

    private Line connected() {
        Run run = new Run(Catalogue.scenario("open"));
        ServerTls tls = new ServerTls(
                new TlsContexts(workers),
                () -> CertificateAuthority.create(Clock.systemUTC()),
                run::phase,
                List.of("127.0.0.1"));
        ServerLimits limits = ServerLimits.DEFAULT;
        Endpoint endpoint = new Endpoint(
                run,
                null,
                recorder,
                workers,
                tls,
                Clock.systemUTC(),
                limits,
                new Spool(limits.spooled(), workers),
                new PhaseTimers(run, recorder, () -> {}),
                activity);
        return new Line(new ConnectionInitializer(
                endpoint, "submissions", new Connections(limits.connections(), new LongAdder())));
    }

    private static SSLEngine engine(Line client) {
        return client.pipeline().get(SslHandler.class).engine();
    }

    @Test
    void whoHasTcnativeOnTheClassPathIsServedByIt() {
        Line client = connected();
        assertThat(engine(client).getClass().getSimpleName()).isEqualTo(TCNATIVE ? "OpenSslEngine" : "SSLEngineImpl");
        client.finishAndReleaseAll();
    }

    @Test
    void engineEndsWithItsConnection() {
        Line client = connected();
        SSLEngine engine = engine(client);
        assertThat(ReferenceCountUtil.refCnt(engine)).isEqualTo(TCNATIVE ? 1 : NOT_COUNTED);
        client.finishAndReleaseAll();
        assertThat(ReferenceCountUtil.refCnt(engine)).isEqualTo(TCNATIVE ? 0 : NOT_COUNTED);
        assertThat(engine.isOutboundDone()).isTrue();
    }
}
