// With a norelay that is there already, as a service beside the tests: a server of its own for each of them.
//   NORELAY=http://norelay:8025 NORELAY_HTTP_TOKEN=only-for-tests node --test outbox.test.mjs     after npm ci
import { before, test } from 'node:test';
import { Norelay } from './norelay.mjs';
import { play, stories } from './stories.mjs';

const norelay = new Norelay();

before(() => norelay.ready(30));

for (const [scenario, expected] of Object.entries(stories)) {
  test(scenario, async (t) => {
    const server = await norelay.ask('POST', '/servers', { scenario });
    t.diagnostic(await play(norelay, server, ({ settings }) => settings, expected));
    await norelay.ask('DELETE', `/servers/${server.id}`);
  });
}
