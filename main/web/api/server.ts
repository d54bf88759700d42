import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { type CallError, type ErrorCode, fail, type Outcome } from '../../contract/errors.ts';
import type { ApiHost } from '../../services/api/api.ts';
import { appVersion } from '../../version.ts';
import { type Limits, serverOptions, usualLimits } from '../limits.ts';
import { isOwnHost } from '../own-host.ts';
import { openApiDocument } from './openapi.ts';
import { fromPlainJson, fromQuery, toPlainJson } from './plain-json.ts';
import { type ApiRoute, apiBase, apiRoutes, documentPath, fieldsOf, pathFields, streamPath } from './routes.ts';
import { statusOf } from './status.ts';
import { streamEvents } from './stream.ts';

/** Streams open at once: each holds a connection. */
const mostStreams = 16;

const apiLimits: Limits = { ...usualLimits, bodyBytes: 64 * 1024 * 1024, connections: 64 };

/**
 * The HTTP API on the loopback address: the contract's calls for other programs of this machine. Nothing is answered without a key, nor to
 * a browser's page (Origin), nor under another host name. What a key may is decided where every call's right is (services/dispatch.ts).
 * @throws the system's error where the port cannot be listened on
 */
export async function startApiServer(
  host: ApiHost,
  wantedPort: number,
  limits: Limits = apiLimits,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = fastify(serverOptions(limits));
  const clients = new WeakMap<FastifyRequest, object>();
  let port = wantedPort;
  let streams = 0;

  server.addHook('onRequest', async (request, reply) => {
    reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    if (!isOwnHost(request.headers.host, port))
      return refuse(reply, fail('FORBIDDEN', 'This address is not this API’s.'));
    if (request.headers.origin !== undefined || request.headers['sec-fetch-site'] !== undefined)
      return refuse(reply, fail('FORBIDDEN', 'A page in a browser may not use this API.'));
    const opened = host.openKey(/^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]);
    if (!opened.ok) return refuse(reply, opened);
    clients.set(request, opened.value);
  });
  server.setNotFoundHandler(async (_request, reply) => refuse(reply, fail('NOT_FOUND', 'There is no such route.')));
  server.setErrorHandler(async (error: { statusCode?: number; message: string }, _request, reply) => {
    const status = error.statusCode ?? 500;
    const code: ErrorCode = status === 413 ? 'IMAGE_TOO_LARGE' : status === 415 ? 'UNSUPPORTED_IMAGE' : 'BAD_INPUT';
    if (status >= 500)
      return refuse(reply, fail('INTERNAL', 'The call failed through a mistake in the program. Try again.'));
    return send(reply, status, { code, message: error.message });
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'string' }, server.getDefaultJsonParser('error', 'error'));
  server.addContentTypeParser(
    /^(image\/.+|application\/octet-stream)$/,
    { parseAs: 'buffer' },
    (_request, body, done) => done(null, body),
  );

  const call = (
    request: FastifyRequest,
    reply: FastifyReply,
    name: string,
    input: unknown,
  ): Promise<Outcome<unknown>> => {
    // Who went away no longer wants the answer.
    const abort = new AbortController();
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) abort.abort();
    });
    const client = clients.get(request) as object;
    return host.call(name, input, { signal: abort.signal, progress: () => {}, caller: 'api', client });
  };
  for (const route of apiRoutes) addRoute(server, route, call);
  server.get(`${apiBase}${streamPath}`, async (request, reply) => {
    const may = await call(request, reply, 'events.list', { limit: 1 });
    if (!may.ok) return refuse(reply, may);
    if (streams >= mostStreams)
      return refuse(reply, fail('RATE_LIMITED', 'Too many streams are open.', { waitMs: 10_000 }));
    streams++;
    await streamEvents(host, clients.get(request) as object, request, reply, () => {
      streams--;
    });
    return reply;
  });
  server.get(`${apiBase}${documentPath}`, async (_request, reply) =>
    reply.type('application/json').send(JSON.stringify(openApiDocument(appVersion(), `http://127.0.0.1:${port}`))),
  );

  server.server.maxConnections = limits.connections;
  try {
    await server.listen({ host: '127.0.0.1', port: wantedPort });
  } catch (error) {
    await server.close();
    throw error;
  }
  const address = server.server.address();
  if (typeof address === 'object' && address !== null) port = address.port;
  return { port, close: () => server.close() };
}

type Call = (request: FastifyRequest, reply: FastifyReply, name: string, input: unknown) => Promise<Outcome<unknown>>;

function addRoute(server: FastifyInstance, route: ApiRoute, call: Call): void {
  const url = apiBase + route.path.replace(/\{(\w+)\}/g, ':$1');
  server.route({
    method: route.method,
    url,
    handler: async (request, reply) => {
      const input = inputOf(route, request);
      if (!input.ok) return refuse(reply, input);
      const outcome = await call(request, reply, route.call, input.value);
      if (!outcome.ok) return refuse(reply, outcome);
      if (route.answer === 'json') return reply.type('application/json').send(toPlainJson(outcome.value));
      const { picture } = outcome.value as { picture: Uint8Array | null };
      if (picture === null) return refuse(reply, fail('NOT_FOUND', 'No picture of this person is kept.'));
      return reply.type('image/png').send(Buffer.from(picture));
    },
  });
}

/** Path, query and body as the call's input. A query that the route does not have is a mistake of the caller's, and said. */
function inputOf(route: ApiRoute, request: FastifyRequest): Outcome<Record<string, unknown>> {
  const fields = fieldsOf(route.call);
  const query = request.query as Record<string, string | string[]>;
  const unknown = Object.keys(query).find((name) => !route.query.includes(name));
  if (unknown !== undefined) return fail('BAD_INPUT', 'The query has a name that this route does not know.');
  const parameters = request.params as Record<string, string>;
  const given = {
    ...Object.fromEntries(
      Object.entries(query).map(([name, text]) => [name, fromQuery(fields[name] as z.ZodType, text)]),
    ),
    ...Object.fromEntries(pathFields(route.path).map((name) => [name, parameters[name]])),
  };
  if (route.body === 'none') return { ok: true, value: given };
  const { body } = request;
  if (route.body === 'picture')
    return body instanceof Buffer && body.length > 0
      ? { ok: true, value: { ...given, image: new Uint8Array(body) } }
      : fail('BAD_INPUT', 'The body must be the bytes of a picture: Content-Type image/jpeg, for example.');
  if (body === null || typeof body !== 'object' || Array.isArray(body) || body instanceof Buffer)
    return fail('BAD_INPUT', 'The body must be a JSON object: Content-Type application/json.');
  const fromBody = Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      Object.hasOwn(fields, name) ? fromPlainJson(fields[name] as z.ZodType, value) : value,
    ]),
  );
  return { ok: true, value: { ...fromBody, ...given } };
}

const refuse = (reply: FastifyReply, outcome: Outcome<unknown>): FastifyReply =>
  outcome.ok ? reply : send(reply, statusOf[outcome.error.code], outcome.error);

function send(reply: FastifyReply, status: number, error: CallError): FastifyReply {
  const waitMs = error.details?.waitMs;
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  if (status === 429)
    reply.header('retry-after', String(Math.ceil((typeof waitMs === 'number' ? waitMs : 1000) / 1000)));
  return reply.code(status).type('application/json').send(toPlainJson({ error }));
}
