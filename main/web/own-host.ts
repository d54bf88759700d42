/** The Host header names this loopback server: a DNS name that was rebound to 127.0.0.1 does not. */
export const isOwnHost = (host: string | undefined, port: number): boolean =>
  host === `127.0.0.1:${port}` || host === `localhost:${port}`;
