import { constants, setPriority } from 'node:os';

let lowered = false;

/** The Desk's engine comes first: this process takes what it leaves. Threads started from now on inherit it. */
export function lowerPriority(): void {
  if (lowered) return;
  lowered = true;
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Where the system does not allow it, this process competes.
  }
}
