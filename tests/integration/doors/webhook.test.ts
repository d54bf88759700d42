import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DoorCommand } from '../../../main/doors/output.ts';
import { isSignedBy, signatureOf } from '../../../main/doors/signature.ts';
import { webhookOutput } from '../../../main/doors/webhook.ts';

const secret = 'a secret of the door';
const command: DoorCommand = {
  id: 'c1',
  door: { id: 'd', name: 'Lab' },
  action: 'open',
  seconds: 5,
  at: '2026-01-14T09:00:00.000Z',
  expiresAt: '2026-01-14T09:00:05.000Z',
};

interface Heard {
  readonly body: string;
  readonly key: string;
  readonly signature: string;
}
let server: Server;
let url: string;
let heard: Heard[] = [];
/** What the door answers, try by try; nothing: it keeps silent. */
let answers: ((response: ServerResponse) => void)[] = [];

const status =
  (code: number, headers = {}) =>
  (response: ServerResponse) =>
    response.writeHead(code, headers).end();

beforeEach(async () => {
  heard = [];
  server = createServer(async (request: IncomingMessage, response) => {
    heard.push({
      body: await text(request),
      key: String(request.headers['idempotency-key']),
      signature: String(request.headers['threshold-signature']),
    });
    answers.shift()?.(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as { port: number }).port}/open`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});
const send = (ms = 5000) => webhookOutput({ url, secret }).send(command, AbortSignal.timeout(ms));
const seconds = () => Date.now() / 1000;

test('is signed with the time, and is the same command at every try', async () => {
  answers = [status(503), (response) => response.destroy(), status(429), status(204)];
  expect(await send()).toEqual({ answered: true, code: 'DONE', detail: 'HTTP 204' });
  expect(heard).toHaveLength(4);
  expect(new Set(heard.map(({ key }) => key))).toEqual(new Set(['c1']));
  for (const { body, signature } of heard) {
    expect(JSON.parse(body)).toEqual(command);
    expect(isSignedBy(secret, body, signature, seconds())).toBe(true);
    expect(isSignedBy('another secret', body, signature, seconds())).toBe(false);
    expect(isSignedBy(secret, body.replace('Lab', 'Gate'), signature, seconds())).toBe(false);
    expect(isSignedBy(secret, body, signature, seconds() + 60)).toBe(false);
  }
});

test('a refusal and a redirect are not tried again; silence and faults leave the door shut, in time', async () => {
  answers = [status(403)];
  expect(await send()).toEqual({ answered: false, code: 'REFUSED', detail: 'HTTP 403' });
  expect(heard).toHaveLength(1);
  answers = [status(302, { location: url }), status(200)];
  expect(await send()).toEqual({ answered: false, code: 'REFUSED', detail: 'HTTP 302' });
  answers = Array.from({ length: 50 }, () => status(500));
  expect(await send(600)).toEqual({ answered: false, code: 'REFUSED', detail: 'HTTP 500' });
  answers = [];
  const begun = performance.now();
  expect(await send(300)).toMatchObject({ answered: false, code: 'NO_ANSWER' });
  expect(performance.now() - begun).toBeLessThan(2000);
});

test('nobody there is said to be so', async () => {
  await new Promise((resolve) => server.close(resolve));
  expect(await send(500)).toEqual({ answered: false, code: 'UNREACHABLE', detail: 'ECONNREFUSED' });
});

test('the signature is HMAC-SHA-256 as RFC 4231 has it', () => {
  // Test case 2 of the RFC has the key "Jefe" and 28 bytes of text; ours puts a time before the text, so both are recomputed outside:
  // printf '0.what do ya want for nothing?' | openssl dgst -sha256 -hmac Jefe
  expect(signatureOf('Jefe', 'what do ya want for nothing?', 0)).toBe(
    't=0,v1=37f471929915ccd2cbbe79feb84ffcff4f2bb25e15fc41c2506687331ae179cc',
  );
});
