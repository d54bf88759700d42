import type { Server } from 'node:http';
import type { FastifyHttpOptions } from 'fastify';

/** What a client may take up before and while it asks. On the loopback address nobody honest needs long. */
export interface Limits {
  /** Milliseconds for all headers, … */
  readonly headersMs: number;
  /** … and for the whole request with its body. */
  readonly requestMs: number;
  readonly bodyBytes: number;
  readonly connections: number;
}

export const usualLimits: Limits = {
  headersMs: 10_000,
  requestMs: 60_000,
  bodyBytes: 256 * 1024 * 1024,
  connections: 128,
};

/** Node answers 408 to whoever is slower, and closes the connection; it looks four times in the shortest of these times. */
export const serverOptions = ({ headersMs, requestMs, bodyBytes }: Limits): FastifyHttpOptions<Server> => ({
  bodyLimit: bodyBytes,
  requestTimeout: requestMs,
  forceCloseConnections: true,
  http: { headersTimeout: headersMs, connectionsCheckingInterval: Math.max(10, headersMs / 4) },
});
