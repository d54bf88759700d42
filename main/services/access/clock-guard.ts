import type { Store } from '../../../data/store.ts';

/** What a clock is set back by when it is put right, and no more. */
const toleranceMs = 120_000;
/** So often the newest time seen is written down, so that a restart does not forget it. */
const noteEveryMs = 60_000;
const key = 'access.clockSeen';

export interface ClockGuard {
  /** Minutes that the clock is behind what it has shown already; null while it runs as it should. */
  behind(): number | null;
  /** The clock is right, whatever it showed before. */
  accept(): void;
}

/**
 * Hours and passes are worth what the clock is worth: whoever can set it back could use a pass that has ended. Where it is more than two minutes
 * behind what doors have gone by already, they are inactive until it has caught up or an operator says that it is right. Forward it may
 * jump: nobody can tell that from a machine that slept.
 */
export function clockGuard(settings: Store['settings'], now: () => number): ClockGuard {
  const stored = settings.all()[key];
  let seen = typeof stored === 'number' ? stored : 0;
  let noted = seen;
  const note = (): void => {
    settings.set({ [key]: seen });
    noted = seen;
  };
  return {
    behind() {
      const at = now();
      if (seen - at > toleranceMs) return Math.ceil((seen - at) / 60_000);
      seen = Math.max(seen, at);
      if (seen - noted > noteEveryMs) note();
      return null;
    },
    accept() {
      seen = now();
      note();
    },
  };
}
