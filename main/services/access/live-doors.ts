import type { DoorStatus } from '../../contract/access-decision.ts';
import type { Door, Site } from '../../contract/access-rules.ts';
import type { Core } from '../core.ts';
import type { ClockGuard } from './clock-guard.ts';
import { type LiveDoor, liveDoor, statusOf } from './door-looks.ts';
import type { AccessSetup } from './setup.ts';

/** What is known of every door now, and who looks at one is told when it looks different. */
export interface LiveDoors {
  of(doorId: string): LiveDoor;
  /** Null where there is no such door. */
  placeOf(doorId: string): { readonly door: Door; readonly site: Site } | null;
  status(doorId: string): DoorStatus | null;
  changed(doorId: string): void;
  /** Tells of the door again at a later moment, when it will look different. */
  changesIn(reason: string, doorId: string, ms: number): void;
  close(): void;
}

/** The clock that nobody sets, milliseconds. */
export const monotonic = (): number => performance.now();

export function createLiveDoors(
  core: Pick<Core, 'emit'>,
  setup: () => AccessSetup,
  clock: Pick<ClockGuard, 'behind'>,
): LiveDoors {
  const live = new Map<string, LiveDoor>();
  const timers = new Map<string, NodeJS.Timeout>();

  const of = (doorId: string): LiveDoor => {
    const known = live.get(doorId) ?? liveDoor();
    live.set(doorId, known);
    return known;
  };
  const placeOf: LiveDoors['placeOf'] = (doorId) => {
    const { doors, sites } = setup();
    const door = doors.find(({ id }) => id === doorId);
    const site = sites.find(({ id }) => id === door?.siteId);
    return door === undefined || site === undefined ? null : { door, site };
  };
  const changed = (doorId: string): void => core.emit('access.door', { doorId });

  return {
    of,
    placeOf,
    changed,
    status(doorId) {
      const place = placeOf(doorId);
      return (
        place &&
        statusOf(place.door, of(doorId), {
          mode: place.site.mode,
          clockBehind: clock.behind() !== null,
          at: monotonic(),
        })
      );
    },
    changesIn(reason, doorId, ms) {
      clearTimeout(timers.get(reason + doorId));
      timers.set(
        reason + doorId,
        setTimeout(() => changed(doorId), ms + 20),
      );
    },
    close() {
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
