package dev.norelay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A Chromium without a screen. It waits for what is asked for, and never for time to go by. */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration AGAIN = Duration.ofMillis(25);

    /** Of a screenshot that is kept, in percent. */
    private static final int QUALITY = 82;

    /** As far down as a screenshot goes. */
    private static final int TALLEST = 2200;

    /** Of Chromium where an interface comes or goes, such as a container's; the page reads anew then. */
    private static final String NETWORK_CHANGED = "ERR_NETWORK_CHANGED";

    private final ChromeDriver driver;

    Browser() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program(NeedsChromium.Presence.BROWSERS));
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--disable-dev-shm-usage");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.WARNING);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(
                        Path.of(program(NeedsChromium.Presence.DRIVERS)).toFile())
                .usingAnyFreePort()
                .build();
        driver = new ChromeDriver(service, options);
        look(1440, "light");
    }

    private static String program(List<String> names) {
        return NeedsChromium.Presence.find(names)
                .orElseThrow(() -> new AssertionError(names + ": none of them is installed; .ci/setup browser does it"))
                .toString();
    }

    /** From now on the window is so wide, and the person likes it light or dark; nothing moves. */
    void look(int width, String scheme) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", scheme),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    /** Opens it from the beginning, even if it is open; once more if the machine's network changed meanwhile. */
    void open(String address) {
        driver.get("about:blank");
        await(address + " opens", () -> {
            driver.get(address);
            return driver.getPageSource().contains(NETWORK_CHANGED) ? null : true;
        });
    }

    /** The same in a tab of its own, which hides the one before. */
    void openInTab(String address) {
        driver.switchTo().newWindow(WindowType.TAB);
        open(address);
    }

    /** Closes all tabs but the first, which is shown then. */
    void backToFirstTab() {
        List<String> tabs = List.copyOf(driver.getWindowHandles());
        for (String tab : tabs.subList(1, tabs.size())) {
            driver.switchTo().window(tab);
            driver.close();
        }
        driver.switchTo().window(tabs.get(0));
    }

    /** The first that is shown, as soon as there is one. */
    WebElement find(String selector) {
        return await(
                "something shown at " + selector,
                () -> driver.findElements(By.cssSelector(selector)).stream()
                        .filter(WebElement::isDisplayed)
                        .findFirst()
                        .orElse(null));
    }

    /** The first that is shown and has this text in it. */
    WebElement find(String selector, String text) {
        return await(
                "\"" + text + "\" at " + selector,
                () -> driver.findElements(By.cssSelector(selector)).stream()
                        .filter(element ->
                                element.isDisplayed() && element.getText().contains(text))
                        .findFirst()
                        .orElse(null));
    }

    /** Waits until there is none. */
    void awaitGone(String selector) {
        await("nothing at " + selector, () -> all(selector).isEmpty() ? true : null);
    }

    /** All that are there now. */
    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    void click(String selector, String text) {
        find(selector, text).click();
    }

    void type(String selector, String text) {
        WebElement field = find(selector);
        field.clear();
        field.sendKeys(text);
    }

    @Nullable
    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Inside a frame, until {@link #leave}. */
    void enter(String frame) {
        driver.switchTo().frame(find(frame));
    }

    void leave() {
        driver.switchTo().defaultContent();
    }

    private <T> T await(String what, Supplier<@Nullable T> condition) {
        return new WebDriverWait(driver, PATIENCE, AGAIN)
                .ignoring(StaleElementReferenceException.class)
                .withMessage(() -> what + "; the page has:\n"
                        + driver.findElement(By.tagName("body")).getText() + "\nand the console: " + complaints())
                .until(ignored -> condition.get());
    }

    /** What axe-core finds wrong for people who do not see, or use a keyboard: a line each. */
    List<?> violations() {
        if (!Boolean.TRUE.equals(run("return typeof axe !== 'undefined'"))) {
            run(axe());
        }
        return lines(driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, { iframes: false }).then(result => done(result.violations.flatMap(violation =>
                  violation.nodes.map(node => `${violation.id}: ${node.html.slice(0, 200)} ${node.failureSummary}`))));
                """));
    }

    private static List<?> lines(@Nullable Object answer) {
        return answer instanceof List<?> lines ? lines : List.of("no list, but " + answer);
    }

    private static String axe() {
        try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wider than the window, or cut off: elements by their class. */
    List<?> cutOff() {
        return lines(run("""
                const wide = document.documentElement.clientWidth;
                return [...document.querySelectorAll('#page *')].filter(element => {
                  if (element.closest('.vh, .skip, .tip, pre, svg')) return false;
                  const box = element.getBoundingClientRect();
                  if (box.width === 0 || box.height === 0) return false;
                  const style = getComputedStyle(element);
                  const cut = style.overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1
                    && element.tagName !== 'SELECT' && element.tagName !== 'INPUT' && element.tagName !== 'TEXTAREA';
                  return box.left < -1 || box.right > wide + 1 || cut;
                }).map(element => `${element.tagName} .${element.className} ${element.textContent.slice(0, 60)}`);
                """));
    }

    /** Keeps a picture of the whole page, for the report of the tests. */
    void picture(String name) throws IOException {
        assertThat(run("return document.fonts.ready.then(() => document.fonts.check('16px Plex'))"))
                .as("letters are there")
                .isEqualTo(true);
        Map<String, Object> clip = Map.of(
                "x",
                0,
                "y",
                0,
                "scale",
                1,
                "width",
                pixels("clientWidth"),
                "height",
                Math.min(TALLEST, pixels("scrollHeight")));
        String data = (String) driver.executeCdpCommand(
                        "Page.captureScreenshot",
                        Map.of("format", "webp", "quality", QUALITY, "captureBeyondViewport", true, "clip", clip))
                .get("data");
        Path folder = Files.createDirectories(Path.of("target", "page"));
        Files.write(folder.resolve(name + ".webp"), Base64.getDecoder().decode(data));
    }

    private int pixels(String measure) {
        return run("return document.documentElement[arguments[0]]", measure) instanceof Number number
                ? number.intValue()
                : 0;
    }

    /** What the browser has complained of since it was asked last. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> !message.contains(NETWORK_CHANGED))
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
