import type { Passage } from '../../../data/access-store.ts';
import type { LivenessPolicy } from '../../../models/liveness/session.ts';
import type { DoorStatus } from '../../contract/access-decision.ts';
import type { Door, Site, SiteMode } from '../../contract/access-rules.ts';
import type { FaceDecision, ThresholdInUse } from '../../contract/identification.ts';
import type { EngineFace } from '../../engine/protocol.ts';
import type { Core } from '../core.ts';
import type { ClockGuard } from './clock-guard.ts';
import type { Ask, Identity } from './decide/ask.ts';
import { decide, lacksOnlyCompany } from './decide/decide.ts';
import { createDoorAnswers, refOf } from './door-answers.ts';
import { absenceMs, type Capture, factsOf, failedOf, stalledMs } from './door-looks.ts';
import { createLiveDoors, monotonic } from './live-doors.ts';
import type { Outbox } from './outbox.ts';
import type { AccessSetup } from './setup.ts';

/** A face before a door, as the desk follows it. */
export interface FaceAtDoor {
  /** A person's id, `unknown` or `rejected` once enough frames agree; null until then. */
  readonly settled: string | null;
  readonly agreeing: number;
  readonly face: FaceDecision;
  readonly probe: EngineFace;
  /** What the liveness check says of this face; `not-required` where the door asks for none. */
  readonly liveness: Exclude<Ask['liveness'], 'assumed'>;
  /** Why, in its codes. */
  readonly livenessReasons: Ask['livenessReasons'];
}

export interface Frame {
  readonly doorId: string;
  /** The name of the camera that took it. */
  readonly camera: string;
  readonly faces: readonly FaceAtDoor[];
  readonly threshold: ThresholdInUse;
}

/** An event with whom and where in the frame it is of. */
export interface NotedFace {
  readonly seq: number;
  readonly personId: string | null;
  readonly box: FaceDecision['box'];
}

export interface Doors {
  /** What a face must show there to be taken for alive. Null where there is no such door. */
  liveness(doorId: string): LivenessPolicy | null;
  /** Decides for everybody in a frame and lets in whom it may. Null where there is no such door. `noted`: events with the faces they are of. */
  look(frame: Frame): { readonly status: DoorStatus; readonly noted: NotedFace[] } | null;
  status(doorId: string): DoorStatus | null;
  capture(doorId: string, state: Capture): void;
  /** Notes a site's mode and tells its doors. `change` writes it, in one step with the event. */
  emergency(site: Site, mode: SiteMode, change?: () => void): void;
  close(): void;
}

interface Parts {
  readonly core: Pick<Core, 'store' | 'settings' | 'record' | 'heldFaces' | 'emit' | 'now'>;
  readonly setup: () => AccessSetup;
  readonly clock: ClockGuard;
  readonly outbox: Outbox;
}

/** The doors as they run: one decision a face and frame, one event and at most one opening a visit. */
export function createDoors({ core, setup, clock, outbox }: Parts): Doors {
  const live = createLiveDoors(core, setup, clock);
  const { say, toSay } = createDoorAnswers(core, live, outbox, setup);
  const { placeOf, status, changed } = live;

  return {
    status,
    liveness: (doorId) => placeOf(doorId)?.door.liveness ?? null,
    capture(doorId, state) {
      if (placeOf(doorId) === null) return;
      const own = live.of(doorId);
      if (own.capture === state) return;
      own.capture = state;
      if (state !== 'live') own.companions.clear(); // who is not seen any more is no second
      changed(doorId);
    },

    look({ doorId, camera, faces, threshold }) {
      const place = placeOf(doorId);
      if (place === null) return null;
      const { door, site } = place;
      const own = live.of(doorId);
      const at = monotonic();
      const now = core.now();
      // As it was seen so far; a door that had stalled is active again although whoever is before it has not changed.
      const shown = JSON.stringify(status(doorId));
      own.lastFrame = at;
      // The page says when it is hidden; a frame that was on its way then decides nothing.
      if (own.capture === 'none' || own.capture === 'stalled') own.capture = 'live';
      if (door.camera !== '' && camera !== door.camera) own.capture = 'other-camera';
      else if (own.capture === 'other-camera') own.capture = 'live';
      live.changesIn('stalled', doorId, stalledMs);
      for (const [who, { seen }] of own.visits) if (at - seen > absenceMs) own.visits.delete(who);
      for (const [who, seen] of own.companions)
        if (at - seen > door.twoPeopleSeconds * 1000) own.companions.delete(who);

      const book = setup().bookOf(site.id);
      const clockState = clock.behind() === null ? 'runs' : 'backwards';
      const askFor = ({ settled, agreeing, face, liveness, livenessReasons }: FaceAtDoor): Ask => {
        const identity = identityOf(settled, agreeing, face, threshold.calibrated, core.settings().agreeingFrames);
        const personId = identity.kind === 'accepted' ? identity.personId : null;
        const presence = personId === null ? null : core.store.access.presence.find(site.id, personId);
        return {
          now: now.getTime(),
          site,
          door,
          book,
          capture: own.capture === 'none' ? 'stalled' : own.capture,
          clock: clockState,
          identity,
          person: personId === null ? null : core.store.people.find(personId),
          ...{ liveness, livenessReasons },
          presence: presence && { zoneId: presence.zoneId, since: Date.parse(presence.since) },
          companions: [...own.companions.keys()],
        };
      };
      // First who might be whose second, then everybody with that in mind.
      for (const each of faces) {
        const ask = askFor(each);
        if (ask.identity.kind === 'accepted' && door.twoPeople && lacksOnlyCompany(decide(ask)))
          own.companions.set(ask.identity.personId, at);
      }
      const granted: { personId: string; each: FaceAtDoor }[] = [];
      const noted: NotedFace[] = [];
      own.decisions = [];
      for (const each of faces) {
        const ask = askFor(each);
        const personId = ask.identity.kind === 'accepted' ? ask.identity.personId : null;
        const who = each.settled;
        const visit = who === null ? undefined : own.visits.get(who);
        if (visit !== undefined) visit.seen = at;
        // It opened for them in this visit: that stands until they have gone, whatever holds for a next time.
        const decision = visit?.granted ?? decide(ask);
        own.decisions.push({ ...decision, person: personId === null ? null : refOf(core, personId) });
        if (who === null || visit?.granted != null || decision.outcome === 'waiting') continue;
        if (who === 'rejected') continue; // nothing was shown about anybody: whoever walks up is not to be seen yet
        const told = [decision.outcome, ...failedOf(decision.clauses)].join(' ');
        if (visit?.told === told) continue;
        if (decision.outcome === 'open' && personId !== null) {
          own.visits.set(who, { seen: at, told, granted: decision });
          granted.push({ personId, each });
          continue;
        }
        own.visits.set(who, { seen: at, told, granted: null });
        if (site.mode !== 'open')
          noted.push({ seq: note(each, 'refused', personId, decision), personId, box: each.face.box });
      }
      for (const [i, { personId, each }] of granted.entries()) {
        const decision = own.visits.get(each.settled!)!.granted!;
        // One opening for all who go in together.
        const passages = granted.map((one): Omit<Passage, 'at'> => passage(site, door, one.personId));
        const second = [...own.companions.keys()].filter(
          (other) => door.twoPeople && granted.every((one) => one.personId !== other),
        );
        const sayings =
          i === granted.length - 1 && site.mode !== 'open'
            ? [
                {
                  door,
                  saying: toSay(door, 'open', [...passages, ...second.map((other) => passage(site, door, other))]),
                },
              ]
            : [];
        const seq = note(each, 'granted', personId, decision, sayings);
        noted.push({ seq, personId, box: each.face.box });
      }
      if (granted.length > 0) own.companions.clear();
      const present = status(doorId)!;
      if (JSON.stringify(present) !== shown) changed(doorId);
      return { status: present, noted };

      function note(
        { face, probe, liveness }: FaceAtDoor,
        word: 'granted' | 'refused',
        personId: string | null,
        decision: ReturnType<typeof decide>,
        sayings: Parameters<typeof say>[1] = [],
      ): number {
        const modelId = core.record().id;
        const seq = say(
          {
            at: now.toISOString(),
            kind: 'access',
            decision: word,
            personId,
            score: face.score,
            threshold: face.threshold,
            runnerUpScore: face.runnerUp?.score ?? null,
            modelId,
            fmr: threshold.fmr,
            calibrated: threshold.calibrated,
            details: {
              door: door.id,
              site: site.id,
              zone: door.zoneId,
              failed: failedOf(decision.clauses),
              ...factsOf(decision.clauses),
              clauses: decision.clauses.map(({ clause, verdict, code }) => `${clause}:${verdict}:${code}`),
            },
          },
          sayings,
        );
        // A picture of somebody is not to be added to their templates.
        if (face.decision !== 'rejected' && liveness !== 'failed')
          core.heldFaces.hold(seq, {
            modelId,
            vector: probe.template,
            quality: probe.quality.overall,
            personId,
            portrait: probe.portrait ?? null,
          });
        return seq;
      }
    },

    emergency(site, mode, change) {
      const action = { open: 'hold-open', 'locked-down': 'lock', normal: 'release' } as const;
      const doors = setup().doors.filter(({ siteId }) => siteId === site.id);
      for (const { id } of doors) {
        const own = live.of(id);
        own.visits.clear();
        own.companions.clear();
        if (mode === 'locked-down') own.openUntil = Number.NEGATIVE_INFINITY;
      }
      say(
        {
          at: core.now().toISOString(),
          kind: 'emergency',
          decision: mode,
          personId: null,
          score: null,
          threshold: null,
          runnerUpScore: null,
          modelId: null,
          details: { site: site.id },
        },
        doors.map((door) => ({ door, saying: toSay(door, action[mode], []) })),
        change,
      );
      for (const { id } of doors) changed(id);
    },

    close: live.close,
  };
}

const passage = (site: Site, door: Door, personId: string): Omit<Passage, 'at'> => ({
  siteId: site.id,
  personId,
  zoneId: door.zoneId,
});

/** A face whose last frame says something else than was settled is in question again. */
function identityOf(
  settled: string | null,
  agreeing: number,
  face: FaceDecision,
  calibrated: boolean,
  needed: number,
): Identity {
  if (settled === null) return { kind: 'deciding' };
  if (settled === 'unknown' || settled === 'rejected')
    return face.decision === settled ? { kind: settled } : { kind: 'deciding' };
  return face.decision === 'accepted' && face.person?.id === settled
    ? { kind: 'accepted', personId: settled, calibrated, agreeing, needed }
    : { kind: 'deciding' };
}
