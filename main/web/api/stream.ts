import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Outcome } from '../../contract/errors.ts';
import type { EventRecord } from '../../contract/events.ts';
import type { ApiHost } from '../../services/api/api.ts';
import { toPlainJson } from './plain-json.ts';

/** A line now and then, so that both ends see when the other is gone, and a revoked key's stream ends. */
const heartbeatMs = 15_000;

/** Who reads slower than this loses the connection; with `Last-Event-ID` nothing of the stream is lost. */
const mostUnread = 1024 * 1024;

/** How many that were missed are told again at most. */
const mostMissed = 1000;

type Listed = Outcome<{ events: EventRecord[] }>;

/** Events as server-sent events (WHATWG HTML, 9.2) until the client goes, or may no longer hear them. The caller has checked that it may. */
export async function streamEvents(
  host: ApiHost,
  client: object,
  request: FastifyRequest,
  reply: FastifyReply,
  ended: () => void,
): Promise<void> {
  const { raw } = reply;
  const over = new AbortController();
  const list = (input: object): Promise<Listed> =>
    host.call('events.list', input, {
      signal: over.signal,
      progress: () => {},
      caller: 'api',
      client,
    }) as Promise<Listed>;
  reply.hijack();
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  const write = (text: string): void => {
    if (raw.destroyed) return;
    raw.write(text);
    if (raw.writableLength > mostUnread) raw.destroy();
  };
  const tell = (event: EventRecord): void => write(`event: event\nid: ${event.id}\ndata: ${toPlainJson(event)}\n\n`);
  // One after the other: events keep their order though each is looked up.
  let last: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): void => {
    last = last.then(work).catch(() => void raw.destroy());
  };
  const tellListed = async (input: object, wanted: (event: EventRecord) => boolean): Promise<void> => {
    const listed = await list(input);
    if (!listed.ok) return void raw.end();
    for (const event of listed.value.events.reverse()) if (wanted(event)) tell(event);
  };

  const unsubscribe = host.subscribe((topic, value) => {
    if (topic !== 'event') return;
    const { seq } = value as { seq: number };
    inTurn(() => tellListed({ before: String(seq + 1), limit: 1 }, ({ id }) => id === String(seq)));
  }, client);
  const heartbeat = setInterval(() => {
    write(': here\n\n');
    inTurn(() => tellListed({ limit: 1 }, () => false));
  }, heartbeatMs);
  raw.once('close', () => {
    clearInterval(heartbeat);
    unsubscribe();
    over.abort();
    ended();
  });
  write('retry: 2000\n\n');
  const missedSince = /^\d{1,15}$/.exec(String(request.headers['last-event-id'] ?? ''))?.[0];
  if (missedSince !== undefined)
    inTurn(() => tellListed({ limit: mostMissed }, ({ id }) => Number(id) > Number(missedSince)));
}
