package dev.norelay.clients;

import dev.norelay.scenario.yaml.Catalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One client plays one story, and everything that was said goes to the terminal: {@code make play} runs this, no build does. */
class PlayRun {
    @Test
    @Timeout(600)
    void clientPlaysAStory() throws Exception {
        String name = System.getProperty("norelay.play.client", "curl");
        MailClient client = MailClient.all().stream()
                .filter(each -> each.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no client is called " + name + "; there are "
                        + MailClient.all().stream().map(MailClient::name).toList()));
        Installed.assume(client);
        String story = System.getProperty("norelay.play.story", "relay-denied");
        System.out.println(ClientVersion.of(client) + " plays " + story + "\n");
        MatrixPlay.play(Catalogue.scenario(story), client, System.out::println);
    }
}
