import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { CallInput, CallName } from '../../main/contract/index.ts';
import { picture } from './fake-engine.ts';
import { scratchHost } from './scratch-host.ts';

test('the head of the chain goes to whoever is named, signed; what they do not take is said', async () => {
  const root = mkdtempSync(join(tmpdir(), 'threshold-anchor-'));
  const app = await scratchHost(root);
  const taken: string[] = [];
  let status = 204;
  const elsewhere = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      if (status === 204) taken.push(body);
      response.writeHead(status).end();
    });
  });
  elsewhere.listen(0, '127.0.0.1');
  await once(elsewhere, 'listening');
  onTestFinished(async () => {
    elsewhere.close();
    await app.close();
    rmSync(root, { recursive: true, force: true });
  });
  const call = <N extends CallName>(name: N, input: CallInput<N>) =>
    app.call(name, input, { signal: new AbortController().signal, progress: () => {}, caller: 'web' });

  const consent = { textVersion: 'test', by: 'test' };
  await call('enrol.fromImages', { name: 'Ada', images: [picture('ada')], consent });
  expect(await call('audit.publish', {})).toMatchObject({ ok: false, error: { code: 'BAD_INPUT' } });
  for (const anchorUrl of ['ftp://there/', 'https://me:secret@there/', 'there'])
    expect(await call('settings.set', { anchorUrl }), anchorUrl).toMatchObject({ error: { code: 'BAD_INPUT' } });
  const { port } = elsewhere.address() as AddressInfo;
  expect(await call('settings.set', { anchorUrl: `http://127.0.0.1:${port}/heads` })).toMatchObject({ ok: true });
  expect(await call('audit.publish', {})).toMatchObject({ ok: true, value: { seq: 1 } });
  // What was taken is what `audit verify --anchors` reads.
  expect(await call('audit.verify', { anchors: taken.join('\n') })).toMatchObject({
    ok: true,
    value: { ok: true, anchoredTo: { seq: 1 } },
  });
  const forged = taken[0]!.replace('"seq":1', '"seq":2');
  expect(await call('audit.verify', { anchors: forged })).toMatchObject({ value: { broken: { what: 'anchor' } } });
  status = 503;
  await call('identify.image', { image: picture('ada') });
  expect(await call('audit.publish', {})).toMatchObject({ error: { details: { trouble: 'HTTP 503' } } });
  expect(await call('audit.status', {})).toMatchObject({ value: { sent: { seq: 2, trouble: 'HTTP 503' } } });
});
