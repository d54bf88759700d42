import { z } from 'zod';
import { accessDecisionSchema, doorStatusSchema } from './access-decision.ts';
import {
  doorSchema,
  groupSchema,
  holidaySchema,
  label,
  newDoorSchema,
  passSchema,
  ruleSchema,
  siteModes,
  siteSchema,
  timeZone,
  zoneSchema,
} from './access-rules.ts';
import { defineCall, id, instant } from './call.ts';
import { personRefSchema } from './faces.ts';

/** What can be removed, and come back for ten seconds. Whatever belongs to it goes and comes back with it. */
export const accessKinds = ['site', 'zone', 'door', 'group', 'rule', 'holiday', 'pass'] as const;

const saved = z.object({ id });
const optionalId = { id: id.optional() };

export const accessCalls = {
  /** All that is set: places, people's groups, rules. */
  'access.overview': defineCall(
    z.object({}),
    z.object({
      sites: z.array(siteSchema),
      zones: z.array(zoneSchema),
      doors: z.array(doorSchema),
      groups: z.array(groupSchema),
      rules: z.array(ruleSchema),
      holidays: z.array(holidaySchema),
      passes: z.array(passSchema),
      /** Whoever is enrolled and suspended: let in nowhere. */
      suspended: z.array(id),
      /** Minutes that the clock is behind what it has shown already; doors are inactive then. Null while it runs as it should. */
      clockBehind: z.number().nullable(),
    }),
  ),
  /** A first site with a zone, a door and a rule: everybody enrolled, Monday to Friday 8 to 18. BAD_INPUT where there is a site. */
  'access.begin': defineCall(
    z.object({ timeZone, site: label, zone: label, door: label }),
    z.object({ siteId: id, doorId: id }),
  ),
  /** Without an id something new; its mode is access.emergency's. */
  'access.saveSite': defineCall(siteSchema.omit({ mode: true }).extend(optionalId), saved),
  'access.saveZone': defineCall(zoneSchema.extend(optionalId), saved),
  'access.saveDoor': defineCall(newDoorSchema, saved),
  'access.saveGroup': defineCall(groupSchema.extend(optionalId), saved),
  'access.saveRule': defineCall(ruleSchema.extend(optionalId), saved),
  'access.saveHoliday': defineCall(holidaySchema.extend(optionalId), saved),
  'access.savePass': defineCall(passSchema.extend(optionalId), saved),
  /** Out of force at once, erased at `undoUntil`. */
  'access.remove': defineCall(z.object({ kind: z.enum(accessKinds), id }), z.object({ undoUntil: instant })),
  'access.undoRemove': defineCall(z.object({ kind: z.enum(accessKinds), id }), z.object({})),
  /** Whether this person is let in anywhere at all. */
  'access.setActive': defineCall(z.object({ personId: id, active: z.boolean() }), z.object({})),
  /** Of one site, or of all. The doors' outputs are told; until it is taken back, through restarts too. */
  'access.emergency': defineCall(z.object({ siteId: id.nullable(), mode: z.enum(siteModes) }), z.object({})),
  /** Nobody is taken to be inside any more, for anti-passback: after a fire drill. */
  'access.forgetPresence': defineCall(z.object({ siteId: id }), z.object({ forgotten: z.number() })),
  /** The clock is right although it went back: doors go by it again. */
  'access.acceptClock': defineCall(z.object({}), z.object({})),
  /**
   * The same decision for another moment, all else being well: the face known and live, the camera looking. `local`: what the clock on
   * the site's wall shows. BAD_INPUT for a time that the clock skips.
   */
  'access.simulate': defineCall(
    z.object({ doorId: id, local: z.iso.datetime({ local: true }), personId: id.optional() }),
    z.object({
      at: instant,
      people: z.array(z.object({ person: personRefSchema, decision: accessDecisionSchema })),
    }),
  ),
  'access.doorStatus': defineCall(z.object({ doorId: id }), doorStatusSchema),
  /** The page that looks for this door cannot: it is hidden, its camera gives nothing, or another camera is chosen. Told again when it can. */
  'access.capture': defineCall(
    z.object({ doorId: id, state: z.enum(['live', 'hidden', 'stalled', 'other-camera', 'none']) }),
    z.object({}),
  ),
  /** Sends a `test` command, which opens nothing, and says what the output answered. */
  'access.tryOutput': defineCall(z.object({ doorId: id }), z.object({ answered: z.boolean(), answer: z.string() })),
};

export type AccessKind = (typeof accessKinds)[number];
export type AccessOverview = z.infer<(typeof accessCalls)['access.overview']['output']>;
