import type { AccessDecision, Clause, DoorStatus } from '../../contract/access-decision.ts';
import type { Door } from '../../contract/access-rules.ts';
import type { PersonRef } from '../../contract/faces.ts';
import type { Ask } from './decide/ask.ts';

/** Without a frame for this long, by a clock that nobody sets, a door looks at nobody. */
export const stalledMs = 3000;
/** … and after this long no camera looks for it at all. */
const goneMs = 60_000;
/** Somebody unseen for this long who comes back is a new visit. */
export const absenceMs = 10_000;
/** So long it is said that the output did not answer. */
export const unansweredMs = 10_000;

/** One stay before a door. */
export interface DoorVisit {
  seen: number;
  /** What was written of it last: outcome and failed clauses. */
  told: string;
  /** That it opened for them; it does so once a visit. */
  granted: AccessDecision | null;
}

export type Capture = Exclude<Ask['capture'], 'assumed'> | 'none';

/** What is known of a door in memory; all moments by a clock that nobody sets. */
export interface LiveDoor {
  /** What the page says. */
  capture: Capture;
  lastFrame: number;
  visits: Map<string, DoorVisit>;
  /** Person → when they lacked nothing but a second one. */
  companions: Map<string, number>;
  openUntil: number;
  opening: number;
  unansweredAt: number;
  answer: string | null;
  opened: DoorStatus['opened'];
  decisions: DoorStatus['decisions'];
}

export const liveDoor = (): LiveDoor => ({
  capture: 'none',
  lastFrame: Number.NEGATIVE_INFINITY,
  visits: new Map(),
  companions: new Map(),
  openUntil: Number.NEGATIVE_INFINITY,
  opening: 0,
  unansweredAt: Number.NEGATIVE_INFINITY,
  answer: null,
  opened: null,
  decisions: [],
});

/** What may be seen of a door now. */
export function statusOf(
  door: Pick<Door, 'id'>,
  live: LiveDoor,
  { mode, clockBehind, at }: { readonly mode: DoorStatus['mode']; readonly clockBehind: boolean; readonly at: number },
): DoorStatus {
  const silent = at - live.lastFrame;
  const inactive: DoorStatus['inactive'] = clockBehind
    ? 'clock'
    : live.capture === 'hidden' || live.capture === 'other-camera' || live.capture === 'stalled'
      ? live.capture
      : silent > goneMs || live.capture === 'none'
        ? 'none'
        : silent > stalledMs
          ? 'stalled'
          : null;
  const state: DoorStatus['state'] =
    mode === 'open' || live.openUntil > at
      ? 'open'
      : live.opening > 0
        ? 'opening'
        : at - live.unansweredAt < unansweredMs
          ? 'unanswered'
          : inactive !== null
            ? 'inactive'
            : 'shut';
  return {
    doorId: door.id,
    state,
    mode,
    inactive,
    decisions: inactive === null ? live.decisions : [],
    opened: live.opened,
    answer: live.answer,
  };
}

export interface DoorLook {
  /** Whom the frame shows; null for somebody unknown. */
  readonly person: PersonRef | null;
  readonly decision: AccessDecision;
}

/** What the words of its failed clauses need: the hour on the wall, minutes left. */
export function factsOf(clauses: readonly Clause[]): { readonly facts?: Record<string, string | number> } {
  const failed = clauses.filter(({ verdict, facts }) => verdict === 'failed' && facts !== undefined);
  return failed.length === 0 ? {} : { facts: Object.assign({}, ...failed.map(({ facts }) => facts)) };
}

/** What is written of a decision, and compared to tell whether there is something new to write. */
export const failedOf = (clauses: readonly Clause[]): string[] =>
  clauses.filter(({ verdict }) => verdict === 'failed').map(({ clause, code }) => `${clause}:${code}`);
