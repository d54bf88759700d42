import type { Actor } from '../../contract/actor.ts';
import { type ApiState, usualApiPort } from '../../contract/api.ts';
import { fail, type Outcome, ok } from '../../contract/errors.ts';
import type { CallHandler } from '../../contract/handler.ts';
import type { Handlers } from '../../contract/index.ts';
import type { Core } from '../core.ts';
import { noteAct } from '../operators/note-act.ts';
import { apiKeysService } from './api-keys.ts';

/** What the server of the API needs of the app. */
export interface ApiHost extends CallHandler {
  /** The client whose key this is, to call with. */
  openKey(secret: string | undefined): Outcome<object>;
}

/** Listens on the loopback address; where a shell is open it gives this (main/web/api/server.ts). Rejects with the system's error. */
export type StartApi = (host: ApiHost, port: number) => Promise<{ readonly port: number; close(): Promise<void> }>;

const settingsKey = 'httpApi';

export interface ApiService {
  readonly handlers: Pick<Handlers, 'api.state' | 'api.set' | 'api.createKey' | 'api.revokeKey'>;
  apiKeyOf(client: object | undefined): Extract<Actor, { kind: 'api-key' }> | 'revoked' | null;
  /** Listens if it is switched on. */
  start(app: CallHandler): Promise<void>;
  close(): Promise<void>;
}

/** The HTTP API's switch and keys. Off until somebody switches it on. */
export function apiService(core: Core, startApi: StartApi | undefined): ApiService {
  const keys = apiKeysService(core, () => core.emit('api.changed', {}));
  let wanted = readWanted(core);
  let host: ApiHost | null = null;
  let server: Awaited<ReturnType<StartApi>> | null = null;
  let trouble: ApiState['trouble'] = null;
  // One change at a time: two switches at once leave one server, or none.
  let last: Promise<void> = Promise.resolve();

  const follow = (): Promise<void> => {
    const turn = last.then(async () => {
      await server?.close();
      server = null;
      trouble = null;
      if (!wanted.on || host === null || startApi === undefined) return;
      try {
        server = await startApi(host, wanted.port);
      } catch (error) {
        trouble = troubleOf(error);
      }
    });
    last = turn.catch(() => {});
    return turn;
  };
  const state = (): ApiState => ({
    ...wanted,
    address: server === null ? null : `http://127.0.0.1:${server.port}/api/v1`,
    trouble,
    keys: keys.list(),
  });

  return {
    handlers: {
      ...keys.handlers,
      'api.state': async () => ok(state()),
      'api.set': async (values) => {
        const next = { ...wanted, ...values };
        if (next.on === wanted.on && next.port === wanted.port && trouble === null) return ok(state());
        if (next.on !== wanted.on) noteAct(core, 'api', next.on ? 'api-on' : 'api-off', { port: next.port });
        wanted = next;
        core.store.settings.set({ [settingsKey]: wanted });
        await follow();
        core.emit('api.changed', {});
        return trouble === null
          ? ok(state())
          : fail('BUSY', `Port ${wanted.port} cannot be listened on: it is taken, or not allowed. Choose another.`);
      },
    },
    apiKeyOf: keys.apiKeyOf,
    async start(app) {
      host = { call: app.call, subscribe: app.subscribe, openKey: keys.open };
      await follow();
    },
    async close() {
      host = null;
      await follow();
    },
  };
}

/** Only what a person can mend is a state; anything else is a bug and thrown on. */
function troubleOf(error: unknown): NonNullable<ApiState['trouble']> {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return 'port-taken';
  if (code === 'EACCES') return 'port-forbidden';
  throw error;
}

function readWanted({ store }: Core): Pick<ApiState, 'on' | 'port'> {
  const stored = store.settings.all()[settingsKey] as Partial<ApiState> | undefined;
  const { on = false, port = usualApiPort } = stored ?? {};
  return { on: on === true, port: Number.isInteger(port) ? port : usualApiPort };
}
