// With a container of the tests' own, by Testcontainers: node --test container.test.mjs     after npm ci and make image
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';
import { GenericContainer, Wait } from 'testcontainers';
import { Norelay } from './norelay.mjs';
import { play, stories } from './stories.mjs';

const image = process.env.NORELAY_IMAGE ?? 'norelay:0.1.0-SNAPSHOT';
const token = 'only-for-tests';
let container;
let norelay;

before(async () => {
  container = await new GenericContainer(image)
    .withExposedPorts(2525, 2587, 2465, 8025) // not 2526, which stories use to have a port refuse
    .withEnvironment({ NORELAY_HTTP_TOKEN: token, NORELAY_HOST: 'localhost' })
    .withCommand(['run', 'open'])
    .withWaitStrategy(Wait.forHttp('/api/v1/ready', 8025))
    .start();
  norelay = new Norelay(`http://${container.getHost()}:${container.getMappedPort(8025)}`, token);
});

after(() => container?.stop());

/** A port of this machine at which nobody listens. */
async function closedPort() {
  const server = createServer();
  await new Promise((listening) => server.listen(0, listening));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

/** The settings with host and port as they are outside of the container. */
async function published({ settings, listeners }) {
  const host = container.getHost();
  const { service } = Object.values(listeners).find(({ port }) => port === settings.port);
  switch (service) {
    case 'refuse': // what publishes a port may accept connections
      return { ...settings, host, port: await closedPort() };
    case 'ignore': // so only the container itself never answers
      return { ...settings, host: container.getIpAddress(container.getNetworkNames()[0]) };
    default:
      return { ...settings, host, port: container.getMappedPort(settings.port) };
  }
}

for (const [scenario, expected] of Object.entries(stories)) {
  test(scenario, async (t) => {
    const server = await norelay.ask('POST', '/servers/main/use', { scenario });
    t.diagnostic(await play(norelay, server, published, expected));
  });
}
