package dev.norelay.standalone.http;

import io.nayuki.qrcodegen.QrCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** norelay itself: where it is, how it is, whom to trust. */
final class AboutRoutes {
    private static final int MARGIN = 4;

    private final Servers servers;
    private final Meters meters;
    private final Supplier<Addressed> addressed;

    /**
     * By which others reach norelay.
     *
     * @param address of the API and the page: {@code http://127.0.0.1:8025}
     * @param token that is needed; null where none is
     * @param lan whether other devices can connect
     */
    record Addressed(String address, @Nullable String token, boolean lan) {
        /** To open the page with. */
        String page() {
            return address + "/" + (token == null ? "" : "?" + Gate.TOKEN + "=" + token);
        }
    }

    AboutRoutes(Servers servers, Meters meters, Supplier<Addressed> addressed) {
        this.servers = servers;
        this.meters = meters;
        this.addressed = addressed;
    }

    Answer about(Request request) {
        request.knows();
        Addressed here = addressed.get();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("name", "norelay");
        String version = AboutRoutes.class.getPackage().getImplementationVersion();
        shown.put("version", version == null ? "(built by an editor)" : version);
        shown.put("address", here.address());
        shown.put("pageAddress", here.page());
        shown.put("lan", here.lan());
        shown.put("tokenRequired", here.token() != null);
        shown.put("main", Servers.MAIN);
        shown.put("servers", servers.count());
        shown.put("maxServers", Servers.MOST);
        Map<String, Object> links = new LinkedHashMap<>();
        for (String name : new String[] {"scenarios", "dialects", "servers", "metrics", "health", "ready"}) {
            links.put(name, Routes.API + "/" + name);
        }
        links.put("main", Routes.API + "/servers/" + Servers.MAIN);
        links.put("openapi", Routes.API + "/openapi.yaml");
        links.put("ca", Routes.API + "/ca.pem");
        shown.put("links", links);
        return Answer.json(shown);
    }

    Answer openapi(Request request) {
        request.knows();
        try (InputStream contract = AboutRoutes.class.getResourceAsStream("openapi.yaml")) {
            if (contract == null) {
                throw new IllegalStateException("openapi.yaml is not beside the classes");
            }
            return Answer.octets("application/yaml", contract.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("openapi.yaml cannot be read", e);
        }
    }

    Answer health(Request request) {
        return Answer.json(Map.of("status", "up"));
    }

    Answer ready(Request request) {
        servers.main();
        return Answer.json(Map.of("status", "ready"));
    }

    Answer metrics(Request request) {
        return meters.answer(request.header("Accept").orElse(""));
    }

    private String pem() {
        return servers.main().server().ca().pem();
    }

    private byte[] der() {
        String body = pem().replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        return Base64.getDecoder().decode(body);
    }

    Answer pem(Request request) {
        return Answer.text("application/x-pem-file", pem())
                .with("Content-Disposition", "attachment; filename=\"norelay-ca.pem\"");
    }

    Answer der(Request request) {
        return Answer.octets("application/x-x509-ca-cert", der())
                .with("Content-Disposition", "attachment; filename=\"norelay-ca.crt\"");
    }

    /** Apple's Configuration Profile Reference: a payload of the type com.apple.security.root. */
    Answer profile(Request request) {
        byte[] der = der();
        String profile =
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
                <plist version="1.0">
                <dict>
                  <key>PayloadContent</key>
                  <array>
                    <dict>
                      <key>PayloadCertificateFileName</key><string>norelay-ca.crt</string>
                      <key>PayloadContent</key><data>%s</data>
                      <key>PayloadDisplayName</key><string>norelay test CA</string>
                      <key>PayloadDescription</key><string>Trusts the test servers of norelay. Remove it after testing.</string>
                      <key>PayloadIdentifier</key><string>dev.norelay.ca.certificate</string>
                      <key>PayloadType</key><string>com.apple.security.root</string>
                      <key>PayloadUUID</key><string>%s</string>
                      <key>PayloadVersion</key><integer>1</integer>
                    </dict>
                  </array>
                  <key>PayloadDisplayName</key><string>norelay test CA</string>
                  <key>PayloadIdentifier</key><string>dev.norelay.ca</string>
                  <key>PayloadType</key><string>Configuration</string>
                  <key>PayloadUUID</key><string>%s</string>
                  <key>PayloadVersion</key><integer>1</integer>
                </dict>
                </plist>
                """.formatted(Base64.getEncoder().encodeToString(der), uuid("certificate", der), uuid("profile", der));
        return Answer.text("application/x-apple-aspen-config", profile)
                .with("Content-Disposition", "attachment; filename=\"norelay-ca.mobileconfig\"");
    }

    /** The same for the same certificate, so that a profile that is installed twice is one. */
    private static String uuid(String what, byte[] der) {
        byte[] name = (what + Base64.getEncoder().encodeToString(der)).getBytes(StandardCharsets.US_ASCII);
        return UUID.nameUUIDFromBytes(name).toString();
    }

    /** ISO/IEC 18004, with the quiet zone that it asks for. */
    Answer addressCode(Request request) {
        request.knows();
        QrCode code = QrCode.encodeText(addressed.get().page(), QrCode.Ecc.MEDIUM);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M')
                            .append(x + MARGIN)
                            .append(',')
                            .append(y + MARGIN)
                            .append("h1v1h-1z");
                }
            }
        }
        int side = code.size + 2 * MARGIN;
        return Answer.text(
                "image/svg+xml",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side
                        + "\" shape-rendering=\"crispEdges\" role=\"img\" aria-label=\"The address of this page\">"
                        + "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path fill=\"#000\" d=\"" + path
                        + "\"/></svg>\n");
    }
}
