import { inspectFolder } from '../../data/folder.ts';
import { MODELS } from '../../models/embed/registry.ts';
import { fail, type Outcome, ok } from '../contract/errors.ts';
import type { Handlers, SetupCallName } from '../contract/index.ts';
import { type SetupState, setupCalls } from '../contract/setup.ts';
import { keyFilePath } from '../paths.ts';
import { appVersion } from '../version.ts';
import { createBackOff } from './back-off.ts';
import { begin } from './begin.ts';
import type { Gate } from './entry.ts';
import { slotsForNew, slotsOf } from './slots.ts';

export const isSetupCall = (name: string): name is SetupCallName => Object.hasOwn(setupCalls, name);

export function setupHandlers(gate: Gate): Pick<Handlers, SetupCallName> {
  const backOff = createBackOff(gate.options.now);
  // One attempt at a time: two windows cannot both make a store, nor guess twice as fast.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work);
    last = turn.catch(() => {});
    return turn;
  };
  const guarded = async (attempt: () => Promise<Outcome<unknown>>): Promise<Outcome<unknown>> => {
    const waitMs = backOff.waitMs();
    if (waitMs > 0)
      return fail('STORE_LOCKED', `Too soon after a wrong passphrase. Wait ${Math.ceil(waitMs / 1000)} s.`, { waitMs });
    const outcome = await attempt();
    if (outcome.ok) backOff.succeeded();
    if (outcome.ok || outcome.error.code !== 'STORE_LOCKED') return outcome;
    backOff.failed();
    return fail('STORE_LOCKED', outcome.error.message, { waitMs: backOff.waitMs() });
  };

  return {
    'setup.state': async () => ok(stateOf(gate)),
    'setup.begin': (input) => inTurn(async () => settled(await begin(gate, input, guarded))),
    'setup.unlock': ({ passphrase }) =>
      inTurn(async () => {
        if (gate.stage() === 'ready') return ok({}); // another window was quicker
        const dir = gate.dataDir;
        if (dir === null) return fail('SETUP_NEEDED', 'There is nothing to unlock: Threshold has not been set up yet.');
        return settled(await guarded(() => gate.open(dir, { kind: 'passphrase', passphrase })));
      }),
  };
}

const settled = (outcome: Outcome<unknown>): Outcome<Record<string, never>> => (outcome.ok ? ok({}) : outcome);

function stateOf(gate: Gate): SetupState {
  const { place } = gate.options;
  const stage = gate.stage();
  const state = inspectFolder(gate.dataDir ?? place.dir);
  const stored = state.kind === 'store' ? state.slots : [];
  return {
    stage,
    dataDir: gate.dataDir,
    suggestedDataDir: place.dir,
    missingDataDir: stage === 'new' && place.from === 'remembered' ? place.dir : null,
    slots: gate.dataDir === null ? slotsForNew(gate.system) : slotsOf(stored, gate.dataDir, gate.system),
    keyFile: stage === 'locked' && gate.dataDir !== null ? keyFilePath(gate.dataDir) : null,
    models: MODELS.ids.map(MODELS.get).map(({ id, licence, provenance }) => ({ id, licence, provenance })),
    version: appVersion(),
  };
}
