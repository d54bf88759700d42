/** `node run-main.mjs <package> <fake electron> <data folder>`: starts the package's main process, uses it as its page would, and writes what came of it. */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , root, fake] = process.argv;
const fakeUrl = pathToFileURL(fake).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: fakeUrl, format: 'module', shortCircuit: true } : next(specifier, context),
});
const { ask, fetchPage, opened, told } = await import(fakeUrl);
await import(pathToFileURL(join(root, 'main', 'electron', 'build', 'main.js')).href);
await opened;
const page = await fetchPage('app://threshold/');
const image = new Uint8Array(readFileSync(join(root, 'models', 'weights', 'samples', 'sample6.jpg')));
const seen = await ask('identify.image', { image });
const doctor = await ask('doctor.run', {});
const key = await ask('api.createKey', { name: 'gate', scopes: ['people:read'] });
const { address } = (await ask('api.set', { on: true, port: await freePort() })).value;
const people = await fetch(`${address}/people`, { headers: { authorization: `Bearer ${key.value.secret}` } });
const result = {
  told,
  page: { status: page.status, headers: Object.fromEntries(page.headers), text: await page.text() },
  seen: seen.ok ? { faces: seen.value.faces.length } : seen,
  doctor,
  api: [people.status, await people.json(), (await fetch(`${address}/people`)).status],
};
process.stdout.write(`\n${JSON.stringify(result)}\n`);
process.exit(0);

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
