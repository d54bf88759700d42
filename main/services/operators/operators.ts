import type { StoredOperator } from '../../../data/tables/operators.ts';
import type { Actor } from '../../contract/actor.ts';
import { fail, type Outcome, ok } from '../../contract/errors.ts';
import { keyHolder } from '../../contract/handler.ts';
import type { Handlers } from '../../contract/index.ts';
import { defaultPolicy, type Operator, type OperatorPolicy, operatorPolicySchema } from '../../contract/operators.ts';
import type { SessionState } from '../../contract/session.ts';
import type { Core } from '../core.ts';
import { onBehalfOf } from './acting.ts';
import { noteAct } from './note-act.ts';
import { hashPassword, type PasswordCost, presentCost } from './password-hash.ts';
import { createSessions } from './sessions.ts';
import { createSignIn } from './sign-in.ts';

const policyKey = 'operatorPolicy';

type OperatorHandlers = Pick<
  Handlers,
  | 'session.state'
  | 'session.signIn'
  | 'session.signOut'
  | 'session.touch'
  | 'session.changePassword'
  | 'operators.list'
  | 'operators.add'
  | 'operators.change'
  | 'operators.remove'
  | 'operators.setPolicy'
>;

export interface OperatorsService {
  readonly handlers: OperatorHandlers;
  /** Whether there are operators. */
  guarded(): boolean;
  lockedDesk(): boolean;
  operatorOf(client: object | undefined): Extract<Actor, { kind: 'operator' }> | null;
  close(): void;
}

/** Operators and their sessions: who is signed in where, and who may become one. */
export function operatorsService(core: Core, cost: PasswordCost = presentCost): OperatorsService {
  const { store } = core;
  // Asked at every call; there are a few, and only these handlers change them.
  let known: readonly StoredOperator[] = store.operators.list();
  let policy = readPolicy(core);
  const changed = (): void => {
    known = store.operators.list();
    core.emit('session.changed', {});
  };
  const find = (id: string | null): StoredOperator | null => known.find((one) => one.id === id) ?? null;
  const actorOf = ({ id, name, role }: StoredOperator): Extract<Actor, { kind: 'operator' }> => ({
    kind: 'operator',
    id,
    name,
    role,
  });

  const sessions = createSessions(
    () => policy,
    (_client, operatorId, why) => {
      const operator = find(operatorId);
      if (why !== 'ended' && operator !== null)
        onBehalfOf(actorOf(operator), () => noteAct(core, 'session', 'timed-out', { operator: operatorId }));
      core.emit('session.changed', {});
    },
  );
  const signIn = createSignIn(store, cost, (operator, locks) => {
    noteAct(core, 'session', 'sign-in-failed', { operator });
    if (locks) noteAct(core, 'session', 'locked-out', { operator });
  });
  const operatorOf = (client: object | undefined) => {
    const operator = find(sessions.operatorOf(client));
    return operator === null ? null : actorOf(operator);
  };
  const stateOf = (client: object | undefined): SessionState => {
    const operator = operatorOf(client);
    const open = known.length === 0 || client === keyHolder;
    const endsAt = operator === null || client === undefined ? null : sessions.endsAt(client);
    return {
      mode: open ? 'open' : operator === null ? 'locked' : 'signed-in',
      operator: operator === null ? null : { id: operator.id, name: operator.name, role: operator.role },
      endsAt: endsAt === null ? null : new Date(endsAt).toISOString(),
      policy,
    };
  };

  const handlers: OperatorHandlers = {
    'session.state': async (_input, { client }) => ok(stateOf(client)),
    'session.signIn': async ({ name, password }, { client }) => {
      if (client === undefined) return fail('BAD_INPUT', 'A session needs a client of its own.');
      const attempt = await signIn.attempt(name, password, client);
      if (!attempt.ok) return attempt;
      const operator = attempt.value;
      store.operators.signedIn(operator.id, new Date().toISOString());
      known = store.operators.list();
      sessions.begin(client, operator.id);
      onBehalfOf(actorOf(operator), () => noteAct(core, 'session', 'signed-in', { operator: operator.id }));
      core.emit('session.changed', {});
      return ok(stateOf(client));
    },
    'session.signOut': async (_input, { client }) => {
      const operator = client === undefined ? null : sessions.end(client);
      if (operator !== null) noteAct(core, 'session', 'signed-out', { operator });
      return ok(stateOf(client));
    },
    'session.touch': async (_input, { client }) => {
      if (client !== undefined) sessions.touch(client);
      return ok({});
    },
    'session.changePassword': async ({ current, next }, { who, client }) => {
      if (who.kind !== 'operator') return fail('BAD_INPUT', 'Only an operator who is signed in has a password.');
      const attempt = await signIn.attempt(who.name, current, client);
      if (!attempt.ok) return attempt;
      store.operators.setPassword(who.id, await hashPassword(next, cost));
      sessions.endAllOf(who.id, client);
      noteAct(core, 'operator', 'password-changed', { operator: who.id });
      changed();
      return ok({});
    },

    'operators.list': async () => {
      const present = sessions.presentIds();
      return ok({ operators: known.map((one) => asOperator(one, present.has(one.id))), policy });
    },
    'operators.add': async ({ name, role, password }, { client }) => {
      const added = store.operators.create({ name, role, password: await hashPassword(password, cost) });
      if (added === null)
        return fail('NAME_TAKEN', `There is an operator called ${name} already. Choose another name.`);
      // From the first one on everything needs a session: whoever made it is signed in.
      const first = known.length === 0;
      known = store.operators.list();
      if (first && client !== undefined && client !== keyHolder) sessions.begin(client, added.id);
      noteAct(core, 'operator', 'operator-added', { operator: added.id, role: added.role });
      changed();
      return ok({ id: added.id });
    },
    'operators.change': async ({ id, role, password }) => {
      if (store.operators.find(id) === null) return gone();
      if (role !== undefined) store.operators.setRole(id, role);
      if (password !== undefined) {
        store.operators.setPassword(id, await hashPassword(password, cost));
        const operator = store.operators.find(id);
        if (operator !== null) store.signInFailures.clear(operator.name);
        noteAct(core, 'operator', 'password-changed', { operator: id });
      }
      if (role !== undefined) noteAct(core, 'operator', 'role-changed', { operator: id, role });
      sessions.endAllOf(id);
      changed();
      return ok({});
    },
    'operators.remove': async ({ id }) => {
      if (store.operators.find(id) === null) return gone();
      store.operators.remove(id);
      noteAct(core, 'operator', 'operator-removed', { operator: id });
      known = store.operators.list();
      sessions.endAllOf(id);
      changed();
      return ok({});
    },
    'operators.setPolicy': async (values) => {
      policy = { ...policy, ...values };
      store.settings.set({ [policyKey]: policy });
      noteAct(core, 'operator', 'policy-changed', { ...policy });
      sessions.reconsider();
      core.emit('session.changed', {});
      return ok(policy);
    },
  };
  return {
    handlers,
    guarded: () => known.length > 0,
    lockedDesk: () => policy.lockedDesk,
    operatorOf,
    close: sessions.close,
  };
}

const gone = (): Outcome<never> => fail('NOT_FOUND', 'There is no such operator, or they were removed.');

const asOperator = (
  { id, name, role, createdAt, passwordAt, lastSignInAt }: StoredOperator,
  present: boolean,
): Operator => ({ id, name, role, createdAt, passwordAt, lastSignInAt, present });

function readPolicy({ store }: Core): OperatorPolicy {
  const parsed = operatorPolicySchema.safeParse(store.settings.all()[policyKey]);
  return parsed.success ? parsed.data : defaultPolicy;
}
