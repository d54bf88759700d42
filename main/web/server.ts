import cookies from '@fastify/cookie';
import files from '@fastify/static';
import websocket from '@fastify/websocket';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { fail } from '../contract/errors.ts';
import type { CallHandler } from '../contract/handler.ts';
import { decodeMessage, encodeMessage } from '../contract/wire.ts';
import { createAccess, sessionCookieOn } from './access.ts';
import { securityHeaders } from './headers.ts';
import { type Limits, serverOptions, usualLimits } from './limits.ts';
import { serveLive } from './live.ts';
import { newNonce, pageWithNonce } from './page.ts';

/** Fixed, so that the origin and with it the camera permission last from one start to the next. */
export const usualPort = 7613;
const portsTried = 20;
const messageType = 'application/octet-stream';

export interface WebShell {
  readonly port: number;
  /** Opens the page once; the token in it is used up by that. */
  readonly url: string;
  close(): Promise<void>;
}

export interface WebOptions {
  readonly handler: CallHandler;
  /** The renderer's build. */
  readonly pageDir: string;
  /** 0 takes any free port; the usual one falls back to the next free ones. */
  readonly port?: number;
  /** Tests take shorter ones. */
  readonly limits?: Limits;
}

export async function startWebShell(options: WebOptions): Promise<WebShell> {
  let port = 0;
  const access = createAccess(() => port);
  // The one browser that the printed address lets in.
  const browser = {};
  const limits = options.limits ?? usualLimits;
  const server = fastify(serverOptions(limits));
  server.server.maxConnections = limits.connections;
  await server.register(cookies);
  await server.register(websocket, { options: { maxPayload: limits.bodyBytes } });

  const nonces = new WeakMap<FastifyRequest, string>();
  server.addHook('onRequest', async (request, reply) => {
    const nonce = newNonce();
    reply.headers(securityHeaders(nonce));
    nonces.set(request, nonce);
    if (!access.isOwnHost(request.headers.host)) return refuse(reply, 'This address is not this app’s.');
    const { token } = request.query as { token?: unknown };
    if (request.method === 'GET' && request.url.startsWith('/?') && typeof token === 'string') {
      const secret = access.redeem(token);
      if (secret !== null)
        reply.setCookie(sessionCookieOn(port), secret, { httpOnly: true, sameSite: 'strict', path: '/' });
      else if (!access.isSession(request.cookies[sessionCookieOn(port)])) return refuse(reply, usedUp);
      return reply.redirect('/', 303);
    }
    if (!access.isSession(request.cookies[sessionCookieOn(port)])) return refuse(reply, usedUp);
    // A browser sends Origin with every POST and WebSocket, so that its absence is no page of ours either.
    const needsOrigin = request.method !== 'GET' || request.headers.upgrade !== undefined;
    if (needsOrigin && !access.isOwnOrigin(request.headers.origin)) return refuse(reply, 'Another page asked.');
  });

  addCalls(server, options.handler, browser);
  server.get('/live', { websocket: true }, (socket) => serveLive(socket, options.handler, browser));
  server.get('/', async (request, reply) =>
    reply
      .type('text/html')
      .header('cache-control', 'no-store')
      .send(await pageWithNonce(options.pageDir, nonces.get(request) ?? '')),
  );
  await server.register(files, { root: options.pageDir, index: false, cacheControl: false, dotfiles: 'deny' });

  port = await listen(server, options.port ?? usualPort);
  return { port, url: `http://127.0.0.1:${port}/?token=${access.token}`, close: () => server.close() };
}

const mistake = 'The call failed through a mistake in the program. Try again.';
const usedUp =
  'Threshold lets in the browser that opens the address it printed, once. To let in this one, start it again and open the new address.';
const refuse = (reply: FastifyReply, why: string): FastifyReply => reply.code(403).type('text/plain').send(why);

function addCalls(server: FastifyInstance, handler: CallHandler, client: object): void {
  server.addContentTypeParser(messageType, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  server.post<{ Params: { name: string } }>('/call/:name', async (request, reply) => {
    // The page that went away no longer wants the answer.
    const abort = new AbortController();
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) abort.abort();
    });
    let input: unknown;
    try {
      input = decodeMessage(new Uint8Array(request.body as Buffer));
    } catch {
      return answer(reply.code(400), fail('BAD_INPUT', 'The request is not a message of this app.'));
    }
    const context = { signal: abort.signal, progress: () => {}, caller: 'web', client } as const;
    try {
      return answer(reply, await handler.call(request.params.name, input, context));
    } catch {
      return answer(reply.code(500), fail('INTERNAL', mistake));
    }
  });
}

const answer = (reply: FastifyReply, outcome: unknown): FastifyReply =>
  reply
    .type(messageType)
    .header('cache-control', 'no-store')
    .send(Buffer.from(encodeMessage(outcome)));

async function listen(server: FastifyInstance, first: number): Promise<number> {
  for (let port = first; ; port++) {
    try {
      await server.listen({ host: '127.0.0.1', port });
      const address = server.server.address();
      return typeof address === 'object' && address !== null ? address.port : port;
    } catch (error) {
      const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!taken || first === 0 || port >= Math.min(first + portsTried, 65_535)) throw error;
    }
  }
}
