import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { App } from '../../../main/app.ts';
import type { ApiScope } from '../../../main/contract/api.ts';
import type { Outcome } from '../../../main/contract/errors.ts';
import { keyHolder } from '../../../main/contract/handler.ts';
import type { CallInput, CallName, CallOutput } from '../../../main/contract/index.ts';
import { startApiServer } from '../../../main/web/api/server.ts';
import { usualLimits } from '../../../main/web/limits.ts';
import { picture } from '../../main/fake-engine.ts';
import { scratchHost } from '../../main/scratch-host.ts';

let root: string;
let app: App;
let port: number;
let everything: string;
const limits = { ...usualLimits, headersMs: 400, requestMs: 800, bodyBytes: 1024 * 1024 };

const value = async <N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> => {
  const outcome = (await app.call(name, input, {
    signal: new AbortController().signal,
    progress: () => {},
    caller: 'cli',
    client: keyHolder,
  })) as Outcome<CallOutput<N>>;
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
  return outcome.value;
};
const newKey = (scopes: readonly ApiScope[], perMinute = 6000) =>
  value('api.createKey', { name: `key for ${scopes.join(' and ')}`, scopes: [...scopes], perMinute });
const freePort = async (): Promise<number> => {
  const { createServer } = await import('node:net');
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address() as { port: number };
      probe.close(() => resolve(free));
    });
  });
};

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'threshold-api-'));
  app = await scratchHost(root, {
    passwordCost: { ln: 4, r: 8, p: 1 },
    firstOwner: { name: 'Ada', password: 'correct horse' },
    startApi: (host, wanted) => startApiServer(host, wanted, limits),
  });
  port = await freePort();
  expect(await value('api.state', {})).toMatchObject({ on: false, address: null });
  expect((await value('api.set', { on: true, port })).address).toBe(`http://127.0.0.1:${port}/api/v1`);
  everything = (await newKey(['identify', 'enrol', 'people:read', 'people:write', 'events:read'])).secret;
});
afterAll(async () => {
  await app.close();
  rmSync(root, { recursive: true, force: true });
});

interface Asked {
  readonly secret?: string | null;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array;
}
interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: Buffer;
}
/** node:http, which sends any Host and leaves dots in a path alone. */
function ask(method: string, path: string, { secret = everything, headers = {}, body }: Asked = {}): Promise<Answer> {
  const authorization = secret === null ? {} : { authorization: `Bearer ${secret}` };
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, method, path: `/api/v1${path}`, headers: { ...authorization, ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
        );
        response.on('error', reject);
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
}
const json = ({ body }: Answer): { error: { code: string } } & Record<string, unknown> => JSON.parse(body.toString());
const jpeg = { 'content-type': 'image/jpeg' };
const asJson = { 'content-type': 'application/json' };
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const enrolBody = (name: string): string =>
  JSON.stringify({ name, images: [base64(picture(name))], consent: { textVersion: 'v1', by: 'a reader at the gate' } });

interface Document {
  readonly paths: Record<string, Record<string, { operationId: string; responses: Record<string, Response> }>>;
}
interface Response {
  readonly content?: Record<string, { schema?: object }>;
}

describe('the description', () => {
  test('is valid OpenAPI 3.1', async () => {
    const answer = await ask('GET', '/openapi.json');
    const validator = new Validator();
    const verdict = await validator.validate(json(answer));
    expect(verdict.errors ?? []).toEqual([]);
    expect([verdict.valid, validator.version]).toEqual([true, '3.1']);
  });

  test('every route of it answers as it says, and refuses as it says', async () => {
    const document = json(await ask('GET', '/openapi.json')) as unknown as Document & { components: object };
    const errorForm = z.fromJSONSchema(
      (document.components as { schemas: { Error: object } }).schemas.Error as Parameters<typeof z.fromJSONSchema>[0],
    );
    const { person } = JSON.parse(
      (await ask('POST', '/people', { headers: asJson, body: enrolBody('Eve') })).body.toString(),
    );
    const asked: Record<string, Asked> = {
      'identify.image': { headers: jpeg, body: picture('Eve') },
      'enrol.fromImages': { headers: asJson, body: enrolBody('Bob') },
      'people.rename': { headers: asJson, body: JSON.stringify({ name: 'Eva' }) },
    };
    const queries: Record<string, string> = {
      'identify.image': '?search=frame&record=true',
      'people.remove': '?now=true',
      'events.list': '?limit=50&what=accepted&what=unknown&since=2026-01-01T00:00:00Z&count=true',
    };
    let removal: (() => Promise<void>) | null = null;
    let routes = 0;
    for (const [path, methods] of Object.entries(document.paths))
      for (const [method, { operationId, responses }] of Object.entries(methods)) {
        if (operationId === 'events.stream') continue; // it never ends: a test of its own
        const url = path.replace('{id}', person.id) + (queries[operationId] ?? '');
        const check = async (): Promise<void> => {
          const answer = await ask(method.toUpperCase(), url, asked[operationId]);
          expect(answer.status, `${method} ${path}: ${answer.body.toString().slice(0, 200)}`).toBe(200);
          const [[type, { schema } = {}] = []] = Object.entries(responses['200']?.content ?? {}) as [
            string,
            { schema?: object },
          ][];
          expect(String(answer.headers['content-type'])).toContain(type);
          if (schema !== undefined && type === 'application/json')
            z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]).parse(json(answer));
          for (const secret of [null, 'thr_nonsense']) {
            const refused = await ask(method.toUpperCase(), url, { ...asked[operationId], secret });
            expect([refused.status, refused.headers['www-authenticate']]).toEqual([401, 'Bearer']);
            errorForm.parse(json(refused));
          }
          expect(Object.keys(responses)).toEqual(expect.arrayContaining(['200', '401', '403', '429', 'default']));
          routes++;
        };
        // The person goes last.
        if (method === 'delete') removal = check;
        else await check();
      }
    await (removal as unknown as () => Promise<void>)();
    expect(routes).toBe(9);
  });
});

describe('an API key', () => {
  test('may do what its scopes say, and nothing else', async () => {
    const { secret } = await newKey(['identify']);
    expect((await ask('POST', '/identify', { secret, headers: jpeg, body: picture('eve') })).status).toBe(200);
    for (const [method, path] of [
      ['GET', '/people'],
      ['GET', '/events'],
      ['GET', '/events/stream'],
      ['DELETE', '/people/x'],
    ] as const) {
      const answer = await ask(method, path, { secret });
      expect([answer.status, json(answer).error.code], path).toEqual([403, 'FORBIDDEN']);
    }
  });

  test('is hashed at rest, shown once, noted when used, and says who enrolled', async () => {
    const { key, secret } = await newKey(['enrol', 'people:read']);
    const made = json(await ask('POST', '/people', { secret, headers: asJson, body: enrolBody('Gil') })) as unknown as {
      person: { id: string };
    };
    expect(json(await ask('GET', `/people/${made.person.id}`, { secret })).consent).toMatchObject({ by: key.name });
    const kept = (await value('api.state', {})).keys.find(({ id }) => id === key.id)!;
    expect(kept.lastUsedAt).not.toBeNull();
    expect(JSON.stringify(kept)).not.toContain(secret.slice(17));
    const { events } = await value('events.list', { kind: 'enrol', limit: 1 });
    expect(events[0]).toMatchObject({ by: { kind: 'api-key', name: key.name } });
  });

  test('has so many requests, then 429 with the time to wait; another key is not held up', async () => {
    const { secret } = await newKey(['people:read'], 3);
    const statuses: number[] = [];
    for (let i = 0; i < 7; i++) statuses.push((await ask('GET', '/people', { secret })).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429]);
    const refused = await ask('GET', '/people', { secret });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(10);
    expect((await ask('GET', '/people')).status).toBe(200);
  });

  test('that is revoked is refused at once, and its stream hears no more', async () => {
    const { key, secret } = await newKey(['events:read', 'people:read']);
    const stream = await openStream(secret);
    await value('api.revokeKey', { id: key.id });
    expect(json(await ask('GET', '/people', { secret })).error.code).toBe('FORBIDDEN');
    const seen = stream.heard.length;
    await ask('POST', '/identify', { headers: jpeg, body: picture('eve') });
    expect(stream.heard.length).toBe(seen);
    stream.end();
  });
});

/** A stream that has begun: its first line has come. */
function openStream(secret: string, headers: Record<string, string> = {}) {
  const heard: { id: string; event: Record<string, unknown> }[] = [];
  const waiting: (() => void)[] = [];
  return new Promise<{ heard: typeof heard; until(count: number): Promise<void>; end(): void }>((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path: '/api/v1/events/stream',
        headers: { authorization: `Bearer ${secret}`, ...headers },
      },
      (response) => {
        let text = '';
        response.on('error', () => {});
        response.on('data', (chunk: Buffer) => {
          text += chunk.toString();
          for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
            const message = /^event: event\nid: (\d+)\ndata: (.*)$/.exec(text.slice(0, end));
            if (message !== null) heard.push({ id: message[1]!, event: JSON.parse(message[2]!) });
            text = text.slice(end + 2);
          }
          for (const look of waiting) look();
          resolve({
            heard,
            until: (count) =>
              new Promise((done) => {
                const look = (): void => void (heard.length >= count && done());
                waiting.push(look);
                look();
              }),
            end: () => sent.destroy(),
          });
        });
      },
    );
    sent.on('error', reject);
    sent.end();
  });
}

test('the stream tells events as they happen, in order, and with Last-Event-ID what was missed', async () => {
  const identify = (who: string) => ask('POST', '/identify', { headers: jpeg, body: picture(who) });
  const stream = await openStream(everything);
  await identify('one');
  await identify('two+three');
  await stream.until(3);
  stream.end();
  const ids = stream.heard.map(({ id }) => Number(id));
  expect(ids).toEqual([ids[0], ids[0]! + 1, ids[0]! + 2]);
  expect(stream.heard[0]?.event).toMatchObject({ kind: 'identify', decision: 'unknown', by: { kind: 'api-key' } });
  await identify('four');
  const again = await openStream(everything, { 'last-event-id': String(ids[1]) });
  await again.until(2);
  again.end();
  expect(again.heard.map(({ id }) => Number(id))).toEqual([ids[2], ids[2]! + 1]);
});

describe('refused', () => {
  const codeOf = async (asked: Promise<Answer>): Promise<string> => {
    const answer = await asked;
    return `${answer.status} ${json(answer).error.code}`;
  };
  test.each([
    ['a page of a browser, by its Origin', { origin: 'http://evil.example' }, '403 FORBIDDEN'],
    ['our own page, too', { origin: 'http://127.0.0.1:7613' }, '403 FORBIDDEN'],
    ['a page that hides its Origin', { 'sec-fetch-site': 'cross-site' }, '403 FORBIDDEN'],
    ['a rebound host name', { host: 'evil.example' }, '403 FORBIDDEN'],
    ['another port in the host', { host: '127.0.0.1:1' }, '403 FORBIDDEN'],
  ])('%s', async (_who, headers, expected) => {
    expect(await codeOf(ask('GET', '/people', { headers: headers as Record<string, string> }))).toBe(expected);
  });
  test('no word for another origin in any answer', async () => {
    const { headers } = await ask('GET', '/people');
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
  test('a WebSocket, with or without Origin: the API has none', async () => {
    const upgrade = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': base64(new Uint8Array(16)),
    };
    for (const path of ['/events/stream', '/live']) {
      const { status } = await ask('GET', path, { secret: null, headers: upgrade });
      expect(status).toBe(401);
      expect((await ask('GET', path, { headers: { ...upgrade, origin: 'http://evil.example' } })).status).toBe(403);
    }
  });
  test('a path out of the routes', async () => {
    for (const path of [
      '/../call/people.list',
      '/%2e%2e/people',
      '/people/..%2f..%2fetc%2fpasswd',
      '/call/operators.list',
    ])
      expect(await codeOf(ask('GET', path)), path).toMatch(/^404 NOT_FOUND$/);
  });
  test.each([
    ['JSON that is none', '/people', asJson, '{', '400 BAD_INPUT'],
    ['a prototype in JSON', '/people', asJson, '{"__proto__":{"name":"x"}}', '400 BAD_INPUT'],
    ['a list for an object', '/people', asJson, '[]', '400 BAD_INPUT'],
    [
      'base64 that is none',
      '/people',
      asJson,
      enrolBody('x').replace(/"images":\["[^"]+/, '"images":["é'),
      '400 BAD_INPUT',
    ],
    ['no picture', '/identify', jpeg, '', '400 BAD_INPUT'],
    ['a form', '/people', { 'content-type': 'application/x-www-form-urlencoded' }, 'name=x', '415 UNSUPPORTED_IMAGE'],
    ['a query that it does not know', '/identify?x=1', jpeg, 'x', '400 BAD_INPUT'],
    ['a body over the limit', '/identify', jpeg, Buffer.alloc(1024 * 1024 + 1), '413 IMAGE_TOO_LARGE'],
  ])('%s', async (_what, path, headers, body, expected) => {
    expect(await codeOf(ask('POST', path, { headers: headers as Record<string, string>, body }))).toBe(expected);
  });

  /** What is answered to bytes that come and then stop, until the connection is closed. */
  const trickle = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(text));
      let answer = '';
      socket.on('data', (chunk: Buffer) => {
        answer += chunk.toString();
      });
      socket.on('error', reject);
      socket.on('close', () => resolve(answer));
    });
  test('a client that never ends its headers, or its body', async () => {
    const host = `Host: 127.0.0.1:${port}\r\nAuthorization: Bearer ${everything}\r\n`;
    expect(await trickle(`GET /api/v1/people HTTP/1.1\r\n${host}`)).toMatch(/^HTTP\/1\.1 408/);
    expect(
      await trickle(
        `POST /api/v1/identify HTTP/1.1\r\n${host}Content-Type: image/jpeg\r\nContent-Length: 100\r\n\r\nabc`,
      ),
    ).toMatch(/^HTTP\/1\.1 408/);
  });
});

test('a port that is taken is said, and another one taken up; off ends it', async () => {
  const taken = await freePort();
  const { createServer } = await import('node:net');
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(taken, '127.0.0.1', resolve));
  await expect(value('api.set', { port: taken })).rejects.toThrow('BUSY');
  expect(await value('api.state', {})).toMatchObject({ on: true, address: null, trouble: 'port-taken' });
  expect((await value('api.set', { port })).trouble).toBeNull();
  expect((await ask('GET', '/people')).status).toBe(200);
  await new Promise((resolve) => other.close(resolve));
  await value('api.set', { on: false });
  await expect(ask('GET', '/people')).rejects.toThrow(/ECONNREFUSED|hang up/);
});
