import type { LivenessReason } from '../../../../models/liveness/session.ts';
import type { AccessRule, Door, Holiday, Pass, Site } from '../../../contract/access-rules.ts';

/** What recognition says of one face. `agreeing` of `needed` frames make the same claim. */
export type Identity =
  | {
      readonly kind: 'accepted';
      readonly personId: string;
      readonly calibrated: boolean;
      readonly agreeing: number;
      readonly needed: number;
    }
  | { readonly kind: 'unknown' | 'rejected' | 'deciding' };

/** Where somebody is taken to be, since when (milliseconds since 1970). */
export interface Presence {
  readonly zoneId: string;
  readonly since: number;
}

/** What holds for a door's zone: who is in which group, and what they may. */
export interface RuleBook {
  readonly rules: readonly AccessRule[];
  /** Group id → the people in it. A rule of a group that is not here lets nobody in. */
  readonly members: ReadonlyMap<string, ReadonlySet<string>>;
  readonly holidays: readonly Holiday[];
  readonly passes: readonly Pass[];
}

/** All that a decision depends on. Nothing else is looked at: no clock, no store. */
export interface Ask {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly site: Pick<Site, 'mode' | 'timeZone'>;
  readonly door: Pick<Door, 'zoneId' | 'calibratedOnly' | 'passback' | 'passbackMinutes' | 'twoPeople'>;
  readonly book: RuleBook;
  /** `assumed`, here and below, is the simulator's: not looked at. */
  readonly capture: 'live' | 'hidden' | 'stalled' | 'other-camera' | 'assumed';
  readonly clock: 'runs' | 'backwards' | 'assumed';
  readonly identity: Identity;
  readonly identityAssumed?: boolean;
  /** Null: there is no such person any more. Looked at only where the face was accepted. */
  readonly person: { readonly active: boolean } | null;
  /** What main/services/liveness says; `not-required` where the door's policy asks for none. */
  readonly liveness: 'passed' | 'failed' | 'undecided' | 'not-required' | 'assumed';
  /** Why, in its codes; they change nothing and go into the words. */
  readonly livenessReasons: readonly LivenessReason[];
  /** Null: not known to be in any zone of this site. */
  readonly presence: Presence | null | 'assumed';
  /** Others before this door who passed every other clause a moment ago. */
  readonly companions: readonly string[] | 'assumed';
}
