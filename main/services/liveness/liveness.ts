import type { LivenessLimits } from '../../../models/liveness/limits.ts';
import { fail, ok } from '../../contract/errors.ts';
import type { Handlers } from '../../contract/index.ts';
import { gestureSeconds, type LivenessSpecies, type LivenessTrial } from '../../contract/liveness.ts';
import type { Core } from '../core.ts';
import { siteLimits } from './site-limits.ts';
import { siteTable, storedValue, trialOf } from './trials.ts';

type LivenessHandlers = Pick<Handlers, 'liveness.state' | 'liveness.testBegin' | 'liveness.testEnd' | 'liveness.erase'>;

/** How long one presentation of the self-test is looked at. */
const testSeconds = 8;

/** A test that nobody ends is over after this long. */
const forgottenMs = 60_000;

/** The limits in use, kept in memory: they are asked for at every frame. */
export interface LivenessInForce {
  limits(): LivenessLimits;
  trials(): readonly LivenessTrial[];
  forget(): void;
}

export function livenessInForce(core: Pick<Core, 'store'>): LivenessInForce {
  let known: { readonly trials: readonly LivenessTrial[]; readonly limits: LivenessLimits } | null = null;
  const read = () => {
    if (known === null) {
      const trials = core.store.livenessTrials.list().flatMap((stored) => trialOf(stored) ?? []);
      known = { trials, limits: siteLimits(trials).limits };
    }
    return known;
  };
  return {
    limits: () => read().limits,
    trials: () => read().trials,
    forget() {
      known = null;
    },
  };
}

/** The Desk's side of the self-test: a camera whose faces are looked at by cues alone, and what they show. */
export interface TestedCameras {
  test(camera: string, on: boolean): void;
  /** The cues of each face in view; null for a camera that is not being tested. */
  shown(camera: string): readonly LivenessTrial['cues'][] | null;
}

/** The site's own presentations, genuine and attacks: recorded as numbers, shown as a table by species, erased on request. */
export function livenessHandlers(core: Core, inForce: LivenessInForce, cameras: TestedCameras): LivenessHandlers {
  const running = new Map<
    string,
    { readonly species: LivenessSpecies; readonly source: string; readonly at: number }
  >();
  const changed = (): void => {
    inForce.forget();
    core.emit('liveness.changed', {});
  };
  const endForgotten = (): void => {
    for (const [camera, { at }] of running) {
      if (Date.now() - at < forgottenMs) continue;
      running.delete(camera);
      cameras.test(camera, false);
    }
  };
  return {
    'liveness.state': async () => {
      endForgotten();
      const trials = inForce.trials();
      const { limits, moved } = siteLimits(trials);
      return ok({
        policy: core.settings().liveness,
        limits,
        moved: [...moved],
        rows: siteTable(trials),
        trials: trials.map((trial) => ({ ...trial })),
        gestureSeconds,
      });
    },

    'liveness.testBegin': async ({ camera, species, source }) => {
      endForgotten();
      running.set(camera, { species, source, at: Date.now() });
      cameras.test(camera, true);
      setTimeout(endForgotten, forgottenMs + 100).unref();
      return ok({ seconds: testSeconds });
    },

    'liveness.testEnd': async ({ camera, keep }) => {
      const test = running.get(camera);
      if (test === undefined)
        return fail('NOT_FOUND', 'No presentation is being recorded before this camera. Begin one first.');
      const shown = cameras.shown(camera) ?? [];
      running.delete(camera);
      cameras.test(camera, false);
      if (!keep) return ok(null);
      const [cues, ...others] = shown;
      if (cues === undefined)
        return fail('NO_FACE', 'No face was in view at the end of the presentation. Nothing was kept; try again.');
      if (others.length > 0)
        return fail('MULTIPLE_FACES', 'More than one face was in view. Nothing was kept; show one at a time.');
      const stored = core.store.livenessTrials.insert({ species: test.species, value: storedValue(test.source, cues) });
      changed();
      return ok(trialOf(stored));
    },

    'liveness.erase': async ({ id }) => {
      const erased = core.store.livenessTrials.erase(id);
      if (id !== undefined && erased === 0) return fail('NOT_FOUND', 'There is no such presentation any more.');
      changed();
      return ok({ erased });
    },
  };
}
