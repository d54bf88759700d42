import { fail, ok } from '../../contract/errors.ts';
import type { Handlers } from '../../contract/index.ts';
import type { Settings } from '../../contract/settings.ts';
import type { Core } from '../core.ts';
import { presentIdentifyThreshold, presentVerifyThreshold } from '../thresholds.ts';
import { calibrationOf } from './in-force.ts';
import { measureCalibration, ownPeople } from './measure.ts';

type CalibrationHandlers = Pick<
  Handlers,
  'calibration.state' | 'calibration.measure' | 'calibration.use' | 'calibration.remove'
>;

/** Measuring first, putting in force second: what was measured can be looked at before it decides anything. */
export function calibrationHandlers(core: Core, setTargets: (targets: Partial<Settings>) => void): CalibrationHandlers {
  let measuring = false;
  const changed = (): void => {
    core.calibrations.forget();
    core.emit('calibration.changed', {});
    // Thresholds follow from it, and whoever shows them listens to this.
    core.emit('settings.changed', core.settings());
  };

  return {
    'calibration.state': async () => {
      const { id, sha256 } = core.record();
      const all = core.store.calibrations
        .ofModel(id)
        .filter(({ modelSha256 }) => modelSha256 === sha256)
        .flatMap((stored) => calibrationOf(stored) ?? []);
      const { templates, people } = ownPeople(core, id);
      const counts = new Map<number, number>();
      for (const { person } of templates) counts.set(person, (counts.get(person) ?? 0) + 1);
      const same = [...counts.values()].reduce((sum, count) => sum + count * count, 0);
      return ok({
        identify: presentIdentifyThreshold(core).basis,
        verify: presentVerifyThreshold(core).basis,
        inForce: all.find(({ inForce }) => inForce) ?? null,
        measured: all.find(({ inForce }) => !inForce) ?? null,
        own: {
          people,
          templates: templates.length,
          searches: templates.length * Math.max(0, people - 1),
          pairs: (templates.length ** 2 - same) / 2,
        },
      });
    },

    'calibration.measure': async (order, context) => {
      if (measuring) return fail('BUSY', 'A calibration is being measured already. Wait for its end, or cancel it.');
      measuring = true;
      try {
        const made = await measureCalibration(core, order, context);
        if (!made.ok) return made;
        const { modelId, modelSha256, ...value } = made.value;
        if (core.record().sha256 !== modelSha256)
          return fail('BUSY', 'The model was changed while its scores were measured. Nothing was kept; try again.');
        const stored = core.store.calibrations.create({ modelId, modelSha256, value: JSON.stringify(value) });
        core.emit('calibration.changed', {});
        return ok({ ...made.value, id: stored.id, at: stored.createdAt, inForce: false });
      } finally {
        measuring = false;
      }
    },

    'calibration.use': async ({ id, ...targets }) => {
      const stored = core.store.calibrations.find(id);
      if (stored === null) return fail('NOT_FOUND', 'There is no such calibration, or it was replaced. Measure again.');
      const { id: modelId, sha256 } = core.record();
      if (stored.modelId !== modelId || stored.modelSha256 !== sha256)
        return fail(
          'MODEL_MISMATCH',
          `This was measured with ${stored.modelId}, and scores of two models cannot be compared. Measure again.`,
        );
      core.store.calibrations.putInForce(id);
      if (targets.targetFpir !== undefined || targets.targetFmr !== undefined) setTargets(targets as Partial<Settings>);
      changed();
      return ok({});
    },

    'calibration.remove': async ({ id }) => {
      core.store.calibrations.remove(id);
      changed();
      return ok({});
    },
  };
}
