package dev.norelay.testcontainers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;
import org.testcontainers.images.PullPolicy;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * norelay in a container, which plays one scenario. Its own methods are those of the {@linkplain #server() server} of that
 * scenario; {@link #withServers} and {@link #startServer} give tests that run beside each other servers of their own.
 *
 * <pre>{@code
 * try (NorelayContainer norelay = new NorelayContainer().withScenario("stale-password")) {
 *     norelay.start();
 *     MailSettings wrong = norelay.settings(); // give them to the client: it must fail, say so, and keep the mail
 *     System.out.println(norelay.diagnosis());
 *     MailSettings right = norelay.fix(); // the remedy is done: now it must deliver, once
 *     System.out.println(norelay.messages());
 * }
 * }</pre>
 *
 * <p>No hub has the image: {@code make image} builds it, and a registry of your own is named by {@code new
 * NorelayContainer(DockerImageName.parse("registry.example/norelay:1.0").asCompatibleSubstituteFor("norelay"))}. An image that is
 * named without a registry, or as {@code localhost/…}, is not looked for at one.
 *
 * <p>Configured before it is started, by one thread; then thread-safe.
 */
public class NorelayContainer extends GenericContainer<NorelayContainer> {
    private static final DockerImageName NAME = DockerImageName.parse("norelay");
    /** What stands for this machine in an image's name: nothing, or as Podman writes it. */
    private static final Set<String> LOCAL = Set.of("", "localhost");

    private static final String SCENARIOS = "/scenarios/";
    private static final int READABLE = 0644;
    private static final int TOKEN_OCTETS = 18;

    private final String token = madeUp();
    private @Nullable String scenario;
    private @Nullable String dialect;
    private int servers;
    private @Nullable Outside outside;
    private @Nullable Api api;

    /** The image that belongs to this version: {@code norelay:VERSION}. */
    public NorelayContainer() {
        this(image());
    }

    /** Another image, such as {@code norelay:mine}. */
    public NorelayContainer(String image) {
        this(DockerImageName.parse(image));
    }

    /**
     * Another image.
     *
     * @throws IllegalStateException if it is called otherwise than {@code norelay} and not declared compatible
     */
    public NorelayContainer(DockerImageName image) {
        super(image);
        image.assertCompatibleWith(NAME);
        withImagePullPolicy(name -> !LOCAL.contains(name.getRegistry())
                && PullPolicy.defaultPolicy().shouldPull(name));
        waitingFor(new Readiness());
        withStartupCheckStrategy(readinessTells());
    }

    /** A container that ends at once is met by {@link Readiness}, which tells what norelay said. */
    private static StartupCheckStrategy readinessTells() {
        return new StartupCheckStrategy() {
            @Override
            public StartupStatus checkStartupState(DockerClient client, String container) {
                return StartupStatus.SUCCESSFUL;
            }
        };
    }

    private static DockerImageName image() {
        Properties properties = new Properties();
        try (InputStream file = NorelayContainer.class.getResourceAsStream("image.properties")) {
            properties.load(Objects.requireNonNull(file, "image.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return DockerImageName.parse(properties.getProperty("image"));
    }

    /** Plays a scenario of the catalogue, or of a file that was given, by its name. Without one: the playground. */
    public NorelayContainer withScenario(String name) {
        scenario = name;
        return self();
    }

    /**
     * Takes a scenario file along, which is played unless {@link #withScenario} names another; {@link #startServer} knows it by
     * name too. May be called for several files: the first one is played.
     *
     * @param file on the class path, or on this machine: {@code MountableFile.forClasspathResource("mine.yaml")}
     */
    public NorelayContainer withScenarioFile(MountableFile file) {
        String name = Path.of(file.getFilesystemPath()).getFileName().toString();
        withCopyFileToContainer(file, SCENARIOS + name);
        if (scenario == null) {
            scenario = SCENARIOS + name;
        }
        return self();
    }

    /** The same for a file on this machine. */
    public NorelayContainer withScenarioFile(Path file) {
        return withScenarioFile(MountableFile.forHostPath(file, READABLE));
    }

    /** Speaks as this server or provider does, such as {@code postfix} or {@code gmail}. */
    public NorelayContainer withDialect(String name) {
        dialect = name;
        return self();
    }

    /**
     * Publishes ports for so many isolated servers at a time, which {@link #startServer} starts.
     *
     * @throws IllegalArgumentException if they are more than 100
     */
    public NorelayContainer withServers(int most) {
        servers = new Launch(scenario, dialect, List.of(), most).servers();
        return self();
    }

    @Override
    protected void configure() {
        List<String> hosts = new ArrayList<>(List.of(getHost()));
        hosts.addAll(getNetworkAliases());
        Launch launch = new Launch(scenario, dialect, hosts, servers);
        launch.ports().forEach(this::addExposedPort);
        setCommand(launch.command().toArray(String[]::new));
        addEnv("NORELAY_HTTP_TOKEN", token);
    }

    @Override
    protected void doStart() {
        try {
            super.doStart();
        } catch (ContainerLaunchException failure) {
            String sentence = sentence(failure);
            stop(); // nothing of it is left
            throw new ContainerLaunchException(sentence, failure);
        }
    }

    private String sentence(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof Readiness.NotReady) {
                return String.valueOf(each.getMessage());
            }
            if (each instanceof NotFoundException || each instanceof ContainerFetchException) {
                return "There is no image " + getDockerImageName()
                        + " here, and no hub has it. `make image` in norelay's"
                        + " sources builds it; one of your own registry is named by new"
                        + " NorelayContainer(DockerImageName.parse(\"registry.example/norelay:1.0\")"
                        + ".asCompatibleSubstituteFor(\"norelay\"))";
            }
        }
        return "norelay's container could not be started: " + failure.getMessage();
    }

    @Override
    protected void containerIsStarted(InspectContainerResponse info) {
        List<String> addresses = info.getNetworkSettings().getNetworks().values().stream()
                .map(ContainerNetwork::getIpAddress)
                .filter(address -> address != null && !address.isBlank())
                .toList();
        outside = new Outside(getHost(), this::published, addresses);
        api = new Api(apiAddress(), token);
    }

    private OptionalInt published(int port) {
        return getExposedPorts().contains(port) ? OptionalInt.of(getMappedPort(port)) : OptionalInt.empty();
    }

    @Override
    protected void containerIsStopped(InspectContainerResponse info) {
        Optional.ofNullable(outside).ifPresent(Outside::close);
        outside = null;
        api = null;
    }

    /** Where the control API and the web page are, for clients outside of the container. */
    public URI apiAddress() {
        return URI.create("http://" + getHost() + ":" + getMappedPort(Launch.HTTP));
    }

    /** What the control API wants to be shown: {@code Authorization: Bearer TOKEN}. Made up for each container. */
    public String token() {
        return token;
    }

    /** The server that plays the container's scenario. */
    public NorelayServer server() {
        return new NorelayServer(api(), NorelayServer.MAIN, ways());
    }

    /**
     * Starts an isolated server, with ports and a journal of its own; close it. Wants {@link #withServers}.
     *
     * @param name of the catalogue, or of a file that was given
     * @throws NorelayException if there is no such scenario, or there are more servers than were asked for
     */
    public NorelayServer startServer(String name) {
        return startServer(name, null);
    }

    /** The same in a dialect; null: in the scenario's own words. */
    public NorelayServer startServer(String name, @Nullable String spoken) {
        if (servers == 0) {
            throw new IllegalStateException("isolated servers need published ports: withServers(…) before start()");
        }
        return NorelayServer.start(api(), name, spoken, ways());
    }

    /** {@link NorelayServer#settings()} of the container's scenario. */
    public MailSettings settings() {
        return server().settings();
    }

    /** {@link NorelayServer#fix()} of the container's scenario. */
    public MailSettings fix() {
        return server().fix();
    }

    /** {@link NorelayServer#reset()} of the container's scenario. */
    public MailSettings reset() {
        return server().reset();
    }

    /** {@link NorelayServer#attempt} of the container's scenario. */
    public Optional<String> attempt(MailClient client) {
        return server().attempt(client);
    }

    /** {@link NorelayServer#messages()} of the container's scenario. */
    public List<Message> messages() {
        return server().messages();
    }

    /** {@link NorelayServer#diagnosis()} of the container's scenario. */
    public Diagnosis diagnosis() {
        return server().diagnosis();
    }

    /** {@link NorelayServer#verdict()} of the container's scenario. */
    public Verdict verdict() {
        return server().verdict();
    }

    private Api api() {
        if (api == null) {
            throw new IllegalStateException("the container is not running: start() it first");
        }
        return api;
    }

    private Ways ways() {
        return Objects.requireNonNull(outside, "there is one as long as there is an API");
    }

    private static String madeUp() {
        byte[] octets = new byte[TOKEN_OCTETS];
        new SecureRandom().nextBytes(octets);
        return HexFormat.of().formatHex(octets);
    }
}
