import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { ok } from '../../../main/contract/errors.ts';
import type { CallHandler } from '../../../main/contract/handler.ts';
import { decodeMessage, encodeMessage } from '../../../main/contract/wire.ts';
import { usualLimits } from '../../../main/web/limits.ts';
import { startWebShell, type WebShell } from '../../../main/web/server.ts';

let folder: string;
let shell: WebShell;
let calls: string[];
let aborted: Promise<void>;
let push: (topic: string, value: unknown) => void;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'threshold-web-'));
  writeFileSync(join(folder, 'index.html'), '<title>page</title>');
  calls = [];
  let tellAborted = (): void => {};
  aborted = new Promise((resolve) => {
    tellAborted = resolve;
  });
  const handler: CallHandler = {
    call(name, input, { signal, progress }) {
      calls.push(name);
      progress({ done: 1, total: 2 });
      if (name === 'broken') return Promise.reject(new Error('secret detail'));
      if (name !== 'slow') return Promise.resolve(ok(input));
      return new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          tellAborted();
          resolve(ok('stopped'));
        });
      });
    },
    subscribe(listener) {
      push = listener;
      return () => {};
    },
  };
  shell = await startWebShell({ handler, pageDir: folder, port: 0 });
});
afterEach(async () => {
  await shell.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: Buffer;
}

/** node:http, since fetch neither sends a Host of one's own nor leaves dots in a path alone. */
function ask(method: string, path: string, headers: Record<string, string> = {}, body?: Uint8Array): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: shell.port, method, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

const tokenPath = (): string => shell.url.slice(shell.url.indexOf('/?'));
const origin = (): string => `http://127.0.0.1:${shell.port}`;
async function signIn(): Promise<string> {
  const { headers } = await ask('GET', tokenPath());
  return String(headers['set-cookie']).split(';')[0];
}
const message = (headers: Record<string, string>) => ({ 'content-type': 'application/octet-stream', ...headers });

describe('the browser shell', () => {
  test('the token works once, for a cookie and the clean address', async () => {
    const first = await ask('GET', tokenPath());
    expect(first).toMatchObject({ status: 303, headers: { location: '/' } });
    expect(String(first.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Strict/);
    expect((await ask('GET', tokenPath())).status).toBe(403);
    expect((await ask('GET', '/?token=guess')).status).toBe(403);
  });

  test('no page and no call without a session', async () => {
    expect((await ask('GET', '/')).status).toBe(403);
    const answer = await ask('POST', '/call/echo', message({ origin: origin() }), encodeMessage({}));
    expect(answer.status).toBe(403);
    expect(calls).toEqual([]);
  });

  test('the page comes isolated, without eval, unsniffed', async () => {
    const { status, headers, body } = await ask('GET', '/', { cookie: await signIn() });
    expect([status, String(body)]).toEqual([200, '<title>page</title>']);
    expect(headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'x-content-type-options': 'nosniff',
    });
    expect(headers['content-security-policy']).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(headers['content-security-policy']).not.toContain("'unsafe-eval'");
  });

  test('a call carries bytes both ways', async () => {
    const headers = message({ cookie: await signIn(), origin: origin() });
    const input = { image: new Uint8Array([1, 2, 3]) };
    const { status, body } = await ask('POST', '/call/echo', headers, encodeMessage(input));
    expect([status, decodeMessage(new Uint8Array(body))]).toEqual([200, { ok: true, value: input }]);
    expect((await ask('POST', '/call/echo', headers, Buffer.from('nonsense'))).status).toBe(400);
  });

  test('a mistake in the program is an outcome, without its details', async () => {
    const headers = message({ cookie: await signIn(), origin: origin() });
    const { status, body } = await ask('POST', '/call/broken', headers, encodeMessage({}));
    expect([status, decodeMessage(new Uint8Array(body))]).toMatchObject([
      500,
      { ok: false, error: { code: 'INTERNAL' } },
    ]);
    expect(String(body)).not.toContain('secret detail');
  });

  test('another origin, none, or a rebound host name reaches no call', async () => {
    const cookie = await signIn();
    const refused: Record<string, string>[] = [
      { cookie, origin: 'http://evil.example' },
      { cookie },
      { cookie, origin: origin(), host: `evil.example:${shell.port}` },
      { cookie, origin: origin(), host: '127.0.0.1:1' },
    ];
    for (const headers of refused)
      expect((await ask('POST', '/call/echo', message(headers), encodeMessage({}))).status).toBe(403);
    expect(calls).toEqual([]);
  });

  test('nothing outside the page’s folder is served', async () => {
    const cookie = await signIn();
    for (const path of [
      '/../package.json',
      '/%2e%2e/package.json',
      '/..%2f..%2fetc/passwd',
      '//etc/passwd',
      '/.inputs',
    ])
      expect((await ask('GET', path, { cookie })).status).toBeGreaterThanOrEqual(400);
  });

  test('a body over the limit is refused before it is read', async () => {
    const length = String(257 * 1024 * 1024);
    const headers = message({ cookie: await signIn(), origin: origin(), 'content-length': length });
    const status = new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port: shell.port, method: 'POST', path: '/call/echo', headers });
      sent.once('response', (response) => resolve(response.statusCode));
      sent.once('error', reject);
      sent.flushHeaders();
    });
    expect(await status).toBe(413);
  });

  test('a client that never ends its headers, or its body, is closed out', async () => {
    await shell.close();
    const handler: CallHandler = { call: async () => ok(null), subscribe: () => () => {} };
    const limits = { ...usualLimits, headersMs: 300, requestMs: 600 };
    shell = await startWebShell({ handler, pageDir: folder, port: 0, limits });
    const trickle = (text: string): Promise<string> =>
      new Promise((resolve, reject) => {
        const socket = connect(shell.port, '127.0.0.1', () => socket.write(text));
        let answer = '';
        socket.on('data', (chunk: Buffer) => {
          answer += chunk.toString();
        });
        socket.on('error', reject);
        socket.on('close', () => resolve(answer));
      });
    const headers = `Host: 127.0.0.1:${shell.port}\r\nOrigin: ${origin()}\r\nCookie: ${await signIn()}\r\n`;
    expect(await trickle(`GET / HTTP/1.1\r\n${headers}`)).toMatch(/^HTTP\/1\.1 408/);
    const body = 'Content-Type: application/octet-stream\r\nContent-Length: 100\r\n\r\nabc';
    expect(await trickle(`POST /call/echo HTTP/1.1\r\n${headers}${body}`)).toMatch(/^HTTP\/1\.1 408/);
  });

  test('a second app on the same port takes the next one', async () => {
    const handler: CallHandler = { call: async () => ok(null), subscribe: () => () => {} };
    const second = await startWebShell({ handler, pageDir: folder, port: shell.port });
    expect(second.port).toBeGreaterThan(shell.port);
    // One browser may use both: cookies know no ports, so that one name would sign the first app out.
    const { headers } = await fetch(second.url, { redirect: 'manual' });
    expect(headers.get('set-cookie')?.split('=')[0]).not.toBe((await signIn()).split('=')[0]);
    await second.close();
  });
});

describe('the live connection', () => {
  const open = (headers: Record<string, string>): Promise<WebSocket> =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(`ws://127.0.0.1:${shell.port}/live`, { headers });
      socket.once('open', () => resolve(socket));
      socket.once('error', reject);
    });
  const messages = (socket: WebSocket, count: number): Promise<unknown[]> =>
    new Promise((resolve) => {
      const got: unknown[] = [];
      socket.on('message', (data: Buffer) => {
        got.push(decodeMessage(new Uint8Array(data)));
        if (got.length === count) resolve(got);
      });
    });

  test('is refused without a session, without Origin and from another origin', async () => {
    const cookie = await signIn();
    await expect(open({ origin: origin() })).rejects.toThrow(/403/);
    await expect(open({ cookie })).rejects.toThrow(/403/);
    await expect(open({ cookie, origin: 'http://evil.example' })).rejects.toThrow(/403/);
    await expect(open({ cookie, origin: origin(), host: `evil.example:${shell.port}` })).rejects.toThrow(/403/);
  });

  test('is closed for a message over the limit, and for one that is none', async () => {
    await shell.close();
    const handler: CallHandler = { call: async () => ok(null), subscribe: () => () => {} };
    shell = await startWebShell({ handler, pageDir: folder, port: 0, limits: { ...usualLimits, bodyBytes: 1024 } });
    const headers = { cookie: await signIn(), origin: origin() };
    const closed = async (message: Uint8Array | string): Promise<number> => {
      const socket = await open(headers);
      return new Promise((resolve) => {
        socket.once('close', resolve);
        socket.send(message);
      });
    };
    // RFC 6455, 7.4.1: too big; not acceptable.
    expect(await closed(new Uint8Array(1025))).toBe(1009);
    expect(await closed('text')).toBe(1003);
    expect(await closed(Buffer.from('nonsense'))).toBe(1003);
  });

  test('carries topics, progress and outcomes; cancel and going away abort', async () => {
    const socket = await open({ cookie: await signIn(), origin: origin() });
    const got = messages(socket, 4);
    push('people.changed', {});
    socket.send(encodeMessage({ id: 1, name: 'slow', input: null }));
    socket.send(encodeMessage({ id: 1, cancel: true }));
    await aborted;
    socket.send(encodeMessage({ id: 2, name: 'slow', input: null }));
    expect(await got).toEqual([
      { topic: 'people.changed', value: {} },
      { id: 1, progress: { done: 1, total: 2 } },
      { id: 1, outcome: { ok: true, value: 'stopped' } },
      { id: 2, progress: { done: 1, total: 2 } },
    ]);
    socket.terminate();
  });
});
