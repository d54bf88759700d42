import { fail, type Outcome, ok } from '../../contract/errors.ts';
import type { Handlers } from '../../contract/index.ts';
import type { Core } from '../core.ts';
import { clockGuard } from './clock-guard.ts';
import { createDoors, type Doors } from './doors.ts';
import { editHandlers } from './edit.ts';
import { createOutbox } from './outbox.ts';
import { type AccessSetup, readSetup } from './setup.ts';
import { simulateHandler } from './simulate.ts';

type AccessCallName = Extract<keyof Handlers, `access.${string}`>;

export interface AccessService {
  readonly handlers: Pick<Handlers, AccessCallName>;
  readonly doors: Doors;
  /** People were enrolled, erased, suspended: groups are read anew. */
  peopleChanged(): void;
  /** Erases what was removed and may not come back any more. */
  eraseRemoved(): void;
  close(): void;
}

/** Access control as the app has it: what is set, doors that run, commands on their way. `eraseLater` calls eraseRemoved at a moment. */
export function accessService(core: Core, eraseLater: (at: Date) => void): AccessService {
  const { store } = core;
  let read: AccessSetup | null = null;
  const setup = (): AccessSetup => {
    read ??= readSetup(store);
    return read;
  };
  const clock = clockGuard(store.settings, () => core.now().getTime());
  const outbox = createOutbox({
    access: store.access,
    now: core.now,
    told: (seq) => core.emit('event', { seq }),
  });
  const doors = createDoors({ core, setup, clock, outbox });
  const changed = (): void => {
    read = null;
    outbox.forget();
    core.emit('access.changed', {});
  };
  const noDoor = (): Outcome<never> => fail('NOT_FOUND', 'There is no such door, or it was removed.');
  const eraseRemoved = (): void => {
    // By the system's own clock, by which it was said until when there is an undo.
    store.access.eraseRemoved(new Date().toISOString());
  };
  eraseRemoved();
  // A site that stands open or locked down has told its doors so before; whoever was switched on since is told again.
  for (const site of setup().sites) if (site.mode !== 'normal') doors.emergency(site, site.mode);

  return {
    doors,
    eraseRemoved,
    peopleChanged() {
      read = null;
    },
    close() {
      doors.close();
      outbox.close();
    },
    handlers: {
      ...editHandlers(core, setup, changed, eraseLater),
      'access.simulate': simulateHandler(core, setup),
      'access.overview': async () => {
        const { sites, zones, doors: all, groups, rules, holidays, passes } = setup();
        return ok({
          sites: [...sites],
          zones: [...zones],
          doors: [...all],
          groups: [...groups],
          rules: [...rules],
          holidays: [...holidays],
          passes: [...passes],
          suspended: store.people
            .list()
            .filter(({ active }) => !active)
            .map(({ id }) => id),
          clockBehind: clock.behind(),
        });
      },
      'access.setActive': async ({ personId, active }) => {
        store.people.setActive(personId, active);
        core.emit('access.changed', {});
        return ok({});
      },
      'access.emergency': async ({ siteId, mode }) => {
        const wanted = setup().sites.filter(({ id }) => siteId === null || id === siteId);
        if (wanted.length === 0)
          return fail(
            'NOT_FOUND',
            siteId === null
              ? 'There is no site yet, so no door. Make one on the Access page.'
              : 'There is no such site. Look again at what there is.',
          );
        for (const site of wanted) {
          if (site.mode === mode) continue;
          doors.emergency(site, mode, () => store.access.sites.setMode(site.id, mode));
          read = null;
        }
        core.emit('access.changed', {});
        for (const { id } of setup().doors) core.emit('access.door', { doorId: id });
        return ok({});
      },
      'access.forgetPresence': async ({ siteId }) => ok({ forgotten: store.access.presence.forget(siteId) }),
      'access.acceptClock': async () => {
        clock.accept();
        store.events.append({
          at: core.now().toISOString(),
          kind: 'clock',
          decision: 'confirmed',
          personId: null,
          score: null,
          threshold: null,
          runnerUpScore: null,
          modelId: null,
        });
        core.emit('access.changed', {});
        return ok({});
      },
      'access.doorStatus': async ({ doorId }) => {
        const status = doors.status(doorId);
        return status === null ? noDoor() : ok(status);
      },
      'access.capture': async ({ doorId, state }) => {
        if (doors.status(doorId) === null) return noDoor();
        doors.capture(doorId, state);
        return ok({});
      },
      'access.tryOutput': async ({ doorId }) => {
        const { doors: all, outputs } = setup();
        const door = all.find(({ id }) => id === doorId);
        if (door === undefined) return noDoor();
        const { answered, code, detail } = await outbox.tryOut(
          { id: door.id, name: door.name },
          outputs.get(door.id) ?? { kind: 'screen' },
        );
        return ok({ answered, answer: detail === '' ? code : `${code}: ${detail}` });
      },
    },
  };
}
