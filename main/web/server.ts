import type { AddressInfo } from 'node:net';
import cookie from '@fastify/cookie';
import files from '@fastify/static';
import websocket from '@fastify/websocket';
import fastify, { type FastifyInstance } from 'fastify';
import { fail } from '../contract/errors.ts';
import type { CallHandler } from '../contract/handler.ts';
import { decodeMessage, encodeMessage } from '../contract/wire.ts';
import { admit, securityHeaders } from './guard.ts';
import { serveLive } from './live.ts';
import { cookieName, createSession } from './session.ts';

/** Fixed, so that the page's origin, and with it the camera permission, lasts; the next free one if it is taken. */
export const usualPort = 7613;
const portsTried = 20;

/** As many bytes as one call may bring: a few dozen photos. */
const maxCallBytes = 256 * 1024 * 1024;

export interface WebShell {
  readonly port: number;
  /** With a token that works once. */
  readonly url: string;
  /** Another one-time address. */
  renewedUrl(): string;
  close(): Promise<void>;
}

export interface WebShellOptions {
  readonly handler: CallHandler;
  /** The built renderer. */
  readonly page: string;
  /** 0 takes any free port; without it the usual one, or the next. */
  readonly port?: number;
}

/** The browser shell: the renderer and the contract over loopback HTTP and WebSocket, for this machine's own browser alone. */
export async function startWebShell({ handler, page, port }: WebShellOptions): Promise<WebShell> {
  const session = createSession();
  const server = fastify({ bodyLimit: maxCallBytes, logger: false, requestTimeout: 60_000, connectionTimeout: 60_000 });
  await server.register(cookie);
  await server.register(websocket, { options: { maxPayload: maxCallBytes } });
  server.addHook('onRequest', async (request, reply) => {
    void reply.headers(securityHeaders);
    if (!admit(request, reply, session)) return reply;
  });
  server.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );

  server.get<{ Querystring: { token?: string } }>('/open', async (request, reply) => {
    const secret = session.redeem(request.query.token ?? '');
    if (secret === null)
      return reply
        .code(401)
        .type('text/plain')
        .send('This address was used already. Start Threshold again, or use the browser in which it is open.');
    return reply.setCookie(cookieName, secret, { httpOnly: true, sameSite: 'strict', path: '/' }).redirect('/');
  });

  server.post<{ Params: { name: string }; Body: Buffer }>('/call/:name', async (request, reply) => {
    const abort = new AbortController();
    // A page that was closed does not wait for its answer.
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) abort.abort();
    });
    const outcome = await callWith(handler, request.params.name, request.body, abort.signal);
    return reply.type('application/octet-stream').send(Buffer.from(encodeMessage(outcome)));
  });

  server.get('/live', { websocket: true }, (socket) => serveLive(socket, handler));
  await server.register(files, { root: page, index: 'index.html', dotfiles: 'deny' });
  server.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    void reply
      .code(status)
      .type('text/plain')
      .send(status === 413 ? 'Too large.' : 'This request cannot be answered.');
  });
  // The renderer has its own routes: any other page address is the page.
  server.setNotFoundHandler((request, reply) =>
    request.method === 'GET' && !request.url.includes('.')
      ? reply.sendFile('index.html')
      : reply.code(404).type('text/plain').send('Not found.'),
  );

  await listen(server, port);
  const taken = (server.server.address() as AddressInfo).port;
  const address = (token: string): string => `http://localhost:${taken}/open?token=${token}`;
  return {
    port: taken,
    url: address(session.token),
    renewedUrl: () => address(session.renew()),
    close: () => server.close(),
  };
}

async function callWith(handler: CallHandler, name: string, body: unknown, signal: AbortSignal) {
  if (!(body instanceof Uint8Array)) return fail('BAD_INPUT', 'The call’s body is not a message.');
  let input: unknown;
  try {
    input = decodeMessage(body);
  } catch {
    return fail('BAD_INPUT', 'The call’s body is not a message.');
  }
  return handler.call(name, input, { signal, progress: () => {}, caller: 'web' });
}

async function listen(server: FastifyInstance, port: number | undefined): Promise<void> {
  const candidates = port === undefined ? Array.from({ length: portsTried }, (_, i) => usualPort + i) : [port];
  for (const [i, candidate] of candidates.entries()) {
    try {
      await server.listen({ host: '127.0.0.1', port: candidate });
      return;
    } catch (error) {
      const last = i === candidates.length - 1;
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || last) throw error;
    }
  }
}
