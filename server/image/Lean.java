import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import jdk.internal.org.objectweb.asm.ClassReader;
import jdk.internal.org.objectweb.asm.ClassVisitor;
import jdk.internal.org.objectweb.asm.ClassWriter;
import jdk.internal.org.objectweb.asm.Label;
import jdk.internal.org.objectweb.asm.MethodVisitor;
import jdk.internal.org.objectweb.asm.Opcodes;

/**
 * Copies the jar for the image, without what nobody misses in there: names of local variables, which only debuggers read; lines
 * of libraries' sources (norelay's own stay); and classes and files that nothing in there reads. It is what jlink does with
 * the modules of the runtime, and with the same library, the JDK's own.
 *
 * <pre>java --add-exports java.base/jdk.internal.org.objectweb.asm=ALL-UNNAMED Lean.java IN OUT</pre>
 */
public final class Lean {
    /** Beginnings of names. No class that norelay loads gets to the point where it needs one of these. */
    private static final List<String> UNREAD = List.of(
            // For build tools and native images.
            "META-INF/maven/", "META-INF/native-image/", "META-INF/proguard/",
            // Protocols that the control API does not speak, and lookups of names that it leaves to Java.
            "io/netty/handler/codec/http3/", "io/netty/handler/codec/quic/", "io/netty/handler/codec/spdy/",
            "io/netty/handler/codec/socks/", "io/netty/handler/codec/socksx/", "io/netty/handler/proxy/",
            "io/netty/handler/codec/dns/", "io/netty/resolver/dns/",
            "io/netty/handler/codec/rtsp/", "io/netty/handler/codec/serialization/", "io/netty/handler/codec/http/cors/",
            "io/vertx/core/net/impl/quic/", "io/vertx/core/http/impl/http3/", "io/vertx/ext/web/handler/sockjs/",
            "io/vertx/ext/auth/impl/jose/", "io/vertx/ext/web/codec/impl/",
            // Channels and handlers that nobody puts into a pipeline here.
            "io/netty/channel/local/", "io/netty/channel/oio/", "io/netty/channel/pool/", "io/netty/channel/socket/oio/",
            "io/netty/handler/ipfilter/", "io/netty/handler/pcap/", "io/netty/handler/traffic/",
            // The control API speaks HTTP/1.1 alone, and packs with gzip if at all.
            "io/netty/handler/codec/http2/", "io/vertx/core/http/impl/http2/", "io/netty/handler/codec/compression/Bzip2",
            "io/netty/handler/codec/compression/FastLz", "io/netty/handler/codec/compression/Lz",
            // Logback's files are XML, which the runtime does not know.
            "ch/qos/logback/core/joran/action/", "ch/qos/logback/core/joran/conditional/", "ch/qos/logback/core/joran/sanity/",
            "ch/qos/logback/core/joran/util/", "ch/qos/logback/core/sift/", "ch/qos/logback/classic/tyler/", "ch/qos/logback/core/model/",
            "ch/qos/logback/core/net/", "ch/qos/logback/core/pattern/parser/", "ch/qos/logback/core/rolling/",
            "ch/qos/logback/core/testUtil/", "ch/qos/logback/classic/joran/", "ch/qos/logback/classic/model/",
            "ch/qos/logback/classic/net/",
            // JSON is read and written whole; reports are HTML and XML, which the template engine escapes as one.
            "com/fasterxml/jackson/core/filter/", "org/unbescape/xml/", "org/unbescape/properties/",
            // The message parser uses its streams alone.
            "org/apache/commons/io/comparator/", "org/apache/commons/io/filefilter/", "org/apache/commons/io/monitor/",
            "org/apache/commons/io/serialization/");

    /** Beginnings of names among those: Vert.x asks of each connection and of each header whether it is of that kind. */
    private static final List<String> ASKED_FOR = List.of(
            "io/netty/handler/codec/quic/QuicChannel.class", "io/netty/handler/codec/http3/Http3Headers",
            "io/netty/handler/codec/http3/DefaultHttp3Headers", "io/netty/handler/codec/http2/Http2Headers",
            "io/vertx/core/http/impl/http2/Http2ServerChannelInitializer");

    private static final String OWN = "dev/norelay/";

    private static final Pattern NEWER = Pattern.compile("META-INF/versions/(1[89]|[2-9][0-9])/.*");

    private Lean() {}

    public static void main(String[] files) throws IOException {
        try (ZipFile in = new ZipFile(files[0]);
                OutputStream file = new BufferedOutputStream(Files.newOutputStream(Path.of(files[1])));
                ZipOutputStream out = new ZipOutputStream(file)) {
            out.setLevel(Deflater.BEST_COMPRESSION);
            for (ZipEntry entry : in.stream().toList()) {
                String name = entry.getName();
                if (!entry.isDirectory() && !isUnread(name)) {
                    copy(in, entry, out);
                }
            }
        }
    }

    private static boolean isUnread(String name) {
        return NEWER.matcher(name).matches()
                || (UNREAD.stream().anyMatch(name::startsWith) && ASKED_FOR.stream().noneMatch(name::startsWith));
    }

    private static void copy(ZipFile in, ZipEntry entry, ZipOutputStream out) throws IOException {
        ZipEntry copied = new ZipEntry(entry.getName());
        copied.setTimeLocal(entry.getTimeLocal());
        out.putNextEntry(copied);
        try (InputStream octets = in.getInputStream(entry)) {
            byte[] whole = octets.readAllBytes();
            out.write(entry.getName().endsWith(".class") ? lean(entry.getName(), whole) : whole);
        }
        out.closeEntry();
    }

    /** Sealed classes stay as they are: this library lets none but the JDK's own programs at them. */
    private static byte[] lean(String name, byte[] octets) {
        ClassWriter writer = new ClassWriter(0);
        try {
            new ClassReader(octets).accept(new WithoutLocals(writer), name.startsWith(OWN) ? 0 : ClassReader.SKIP_DEBUG);
        } catch (UnsupportedOperationException sealed) {
            return octets;
        }
        return writer.toByteArray();
    }

    private static final class WithoutLocals extends ClassVisitor {
        WithoutLocals(ClassVisitor next) {
            super(Opcodes.ASM8, next);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] thrown) {
            return new MethodVisitor(Opcodes.ASM8, super.visitMethod(access, name, type, signature, thrown)) {
                @Override
                public void visitLocalVariable(String local, String type, String signature, Label from, Label to, int at) {}
            };
        }
    }
}
