import { constants, setPriority } from 'node:os';

let lowered = false;

/** For what somebody waits for: it yields to the Desk, but is not starved by it as at BELOW_NORMAL, which has a tenth of a contended processor. */
export const WAITED_FOR = 4;

/**
 * The Desk's engine comes first: this process takes what it leaves. Threads started from now on inherit it.
 * @param priority as the system counts: 0 is normal, higher is lower
 */
export function lowerPriority(priority: number = constants.priority.PRIORITY_BELOW_NORMAL): void {
  if (lowered) return;
  lowered = true;
  try {
    setPriority(priority);
  } catch {
    // Where the system does not allow it, this process competes.
  }
}
