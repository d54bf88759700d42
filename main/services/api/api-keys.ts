import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { StoredApiKey } from '../../../data/tables/api-keys.ts';
import type { Actor } from '../../contract/actor.ts';
import { type ApiKey, type ApiScope, apiScopes } from '../../contract/api.ts';
import { fail, type Outcome, ok } from '../../contract/errors.ts';
import type { Handlers } from '../../contract/index.ts';
import type { Core } from '../core.ts';
import { noteAct } from '../operators/note-act.ts';
import { type TokenBucket, tokenBucket } from '../operators/token-bucket.ts';

/** `thr_ID_SECRET`: the id finds the row, the secret is 32 random bytes. The prefix lets scanners for leaked secrets know it. */
const form = /^thr_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;

/** `lastUsedAt` is written this often: not each request is worth a write to the disk. */
const usedEveryMs = 60_000;

interface Client {
  readonly key: StoredApiKey;
  readonly bucket: TokenBucket;
  usedAt: number;
}

export interface ApiKeysService {
  readonly handlers: Pick<Handlers, 'api.createKey' | 'api.revokeKey'>;
  list(): ApiKey[];
  /**
   * The client of the key that a request carries; its calls are held to its scopes by `permit`. SIGN_IN_NEEDED for none or a wrong one,
   * FORBIDDEN for a revoked one, RATE_LIMITED with `details.waitMs`.
   */
  open(secret: string | undefined): Outcome<object>;
  apiKeyOf(client: object | undefined): Extract<Actor, { kind: 'api-key' }> | 'revoked' | null;
}

export function apiKeysService(core: Core, changed: () => void): ApiKeysService {
  const { apiKeys } = core.store;
  const clients = new Map<string, Client>();
  const ids = new WeakMap<object, string>();
  for (const key of apiKeys.list()) remember(key);

  function remember(key: StoredApiKey): void {
    const known = clients.get(key.id);
    const client: Client = {
      key,
      bucket: known?.bucket ?? tokenBucket(2 * key.perMinute, key.perMinute / 60),
      usedAt: 0,
    };
    clients.set(key.id, client);
  }
  // One object a key: streams and requests of a key are one client.
  const handles = new Map<string, object>();
  const handleOf = (id: string): object => {
    const handle = handles.get(id) ?? Object.freeze({ apiKey: id });
    handles.set(id, handle);
    ids.set(handle, id);
    return handle;
  };

  return {
    handlers: {
      'api.createKey': async ({ name, scopes, perMinute }) => {
        const secret = randomBytes(32).toString('base64url');
        const wanted = apiScopes.filter((scope) => scopes.includes(scope));
        const key = apiKeys.create({ name, secretHash: hashOf(secret), scopes: wanted, perMinute });
        remember(key);
        noteAct(core, 'api', 'key-created', { key: key.id });
        changed();
        return ok({ key: asApiKey(key), secret: `thr_${key.id}_${secret}` });
      },
      'api.revokeKey': async ({ id }) => {
        if (apiKeys.find(id) === null) return fail('NOT_FOUND', 'There is no such API key.');
        apiKeys.revoke(id, new Date().toISOString());
        const key = apiKeys.find(id);
        if (key !== null) remember(key);
        noteAct(core, 'api', 'key-revoked', { key: id });
        changed();
        return ok({});
      },
    },
    list: () => apiKeys.list().map(asApiKey),
    open(secret) {
      const parts = form.exec(secret ?? '');
      const client = clients.get(parts?.[1] ?? '');
      // Hashed in any case: a known id takes as long as an unknown one.
      const given = hashOf(parts?.[2] ?? '');
      if (client === undefined || !timingSafeEqual(given, client.key.secretHash))
        return fail('SIGN_IN_NEEDED', 'This needs an API key: Authorization: Bearer thr_…');
      if (client.key.revokedAt !== null) return fail('FORBIDDEN', 'This API key was revoked.');
      const waitMs = client.bucket.take();
      if (waitMs > 0)
        return fail('RATE_LIMITED', `Too many requests with this key. Wait ${Math.ceil(waitMs / 1000)} s.`, { waitMs });
      const now = Date.now();
      if (Math.abs(now - client.usedAt) >= usedEveryMs) {
        client.usedAt = now;
        apiKeys.used(client.key.id, new Date(now).toISOString());
        changed();
      }
      return ok(handleOf(client.key.id));
    },
    apiKeyOf(client) {
      const id = client === undefined ? undefined : ids.get(client);
      if (id === undefined) return null;
      const key = clients.get(id)?.key;
      if (key === undefined || key.revokedAt !== null) return 'revoked';
      return { kind: 'api-key', id, name: key.name, scopes: key.scopes };
    },
  };
}

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

const asApiKey = ({ secretHash: _, scopes, ...key }: StoredApiKey): ApiKey => ({
  ...key,
  // A scope that this program no longer knows allows nothing.
  scopes: apiScopes.filter((scope) => (scopes as readonly ApiScope[]).includes(scope)),
});
