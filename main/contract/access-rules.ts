import { z } from 'zod';
import { id, instant } from './call.ts';
import { livenessPolicySchema } from './liveness.ts';

/** A short name of a place, group or holiday, as typed. */
export const label = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .refine((name) => !/\p{Cc}/u.test(name), 'a name has no control characters');

/** A day of the calendar, in the site's time zone. */
export const day = z.iso.date();

/** As the IANA database calls it, "Europe/Berlin". */
export const timeZone = z.string().refine(isTimeZone, 'there is no such time zone');

function isTimeZone(name: string): boolean {
  try {
    // Offsets like "+02:00" are taken too by Intl, but know no summer time.
    return /^[A-Za-z]/.test(name) && new Intl.DateTimeFormat('en', { timeZone: name }).format() !== '';
  } catch {
    return false;
  }
}

/** `locked-down`: nobody is let in, everybody out. `open`: every door stands open. */
export const siteModes = ['normal', 'locked-down', 'open'] as const;

export const siteSchema = z.object({ id, name: label, timeZone, mode: z.enum(siteModes) });

export const zoneSchema = z.object({ id, siteId: id, name: label });

/**
 * `personIds`: whoever is erased leaves it by themselves. `termDays`: whoever is in it is erased by themselves so many days after their
 * enrolment, or earlier where they have a term of their own; null for no such term.
 */
export const groupSchema = z.object({
  id,
  name: label,
  personIds: z.array(id),
  termDays: z.number().int().min(1).max(3650).nullable().default(null),
});

/**
 * Hours of a week by the clock on the wall: minutes after midnight, from the one until the other, on these days (1 Monday … 7 Sunday).
 * Where `until` is not after `from`, they end on the next day. All of them belong to the day on which they begin.
 */
export const hoursSchema = z
  .object({
    days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
    from: z.number().int().min(0).max(1439),
    until: z.number().int().min(1).max(1440),
  })
  .refine(({ from, until }) => from !== until, 'hours begin and end at different times');

/** On holidays: `except` not, `as-usual` as on other days, `only` then alone. */
export const holidayPolicies = ['except', 'as-usual', 'only'] as const;

export const ruleSchema = z.object({
  id,
  /** Null: everybody who is enrolled. */
  groupId: id.nullable(),
  zoneId: id,
  hours: z.array(hoursSchema).max(40),
  holidays: z.enum(holidayPolicies),
  /** First and last day, both included; null: without an end. */
  from: day.nullable(),
  until: day.nullable(),
});

export const holidaySchema = z.object({
  id,
  siteId: id,
  name: label,
  /** First and last day, both included. */
  from: day,
  until: day,
  /** The same days in every year. */
  yearly: z.boolean(),
});

/** Lets one person into a zone between two moments, whatever groups they are in and at any hour. */
export const passSchema = z.object({
  id,
  personId: id,
  zoneId: id,
  from: instant,
  until: instant,
  note: z.string().max(200),
});

export const outputKinds = ['screen', 'webhook', 'mqtt'] as const;

/** Where a door's commands go (docs/doors.md). Secrets are kept and never told: `secretKnown` says whether there is one. */
export const doorOutputSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('screen') }),
  z.object({ kind: z.literal('webhook'), url: z.string(), secretKnown: z.boolean() }),
  z.object({
    kind: z.literal('mqtt'),
    url: z.string(),
    topic: z.string(),
    username: z.string(),
    secretKnown: z.boolean(),
    /** Whether the door itself must answer on TOPIC/answer; else the broker's word counts. */
    answers: z.boolean(),
  }),
]);

const webAddress = (protocols: readonly string[]) =>
  z
    .string()
    .max(500)
    .refine(
      (text) => {
        const url = URL.canParse(text) ? new URL(text) : null;
        return url !== null && protocols.includes(url.protocol) && url.username === '' && url.password === '';
      },
      `an address that begins with ${protocols.map((one) => `${one}//`).join(' or ')} is expected, without a password in it`,
    );

/** A topic one may publish to: no wildcards, not the broker's own ($SYS). */
const topic = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine(
    (text) => !/[+#\p{Cc}]/u.test(text) && !text.startsWith('$'),
    'a topic has no + or # and no $ at its beginning',
  );

/** As it is set. `secret`: a new one; left out, the old one stays. */
export const newDoorOutputSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('screen') }),
  z.object({
    kind: z.literal('webhook'),
    url: webAddress(['http:', 'https:']),
    secret: z.string().min(16).max(200).optional(),
  }),
  z.object({
    kind: z.literal('mqtt'),
    url: webAddress(['mqtt:', 'mqtts:']),
    topic,
    username: z.string().max(200),
    secret: z.string().min(1).max(200).optional(),
    answers: z.boolean(),
  }),
]);

export const passbackKinds = ['off', 'until-left', 'timed'] as const;

const doorShape = {
  id,
  siteId: id,
  name: label,
  /** The zone it leads into; null: out of the building, which asks for no rule. */
  zoneId: id.nullable(),
  /** The name of the camera it looks through; empty: whichever is chosen at the Desk. */
  camera: z.string().max(200),
  openSeconds: z.number().int().min(1).max(120),
  /** Whether the threshold must have been calibrated on this site. */
  calibratedOnly: z.boolean(),
  /** Whoever is in the zone is not let into it again: until they left it, or for some minutes. */
  passback: z.enum(passbackKinds),
  passbackMinutes: z.number().int().min(1).max(1440),
  /** Two people who may both enter must be seen within so many seconds. */
  twoPeople: z.boolean(),
  twoPeopleSeconds: z.number().int().min(2).max(120),
  /**
   * What a face must show here to be taken for alive, in place of the Desk's setting. Off unless somebody asks for it, and for doors of before:
   * an ordinary camera proves nothing, and whoever switches it on is told so and sees whom it refuses (docs/liveness.md).
   */
  liveness: livenessPolicySchema.default('off'),
} as const;

export const doorSchema = z.object({ ...doorShape, output: doorOutputSchema });
export const newDoorSchema = z.object({ ...doorShape, id: id.optional(), output: newDoorOutputSchema });

/** A door as it is until somebody sets it otherwise. Liveness is switched on knowingly: it refuses genuine people, too (docs/liveness.md). */
export const usualDoor = {
  camera: '',
  openSeconds: 5,
  calibratedOnly: false,
  passback: 'off',
  passbackMinutes: 15,
  twoPeople: false,
  twoPeopleSeconds: 20,
  liveness: 'off',
} as const;

export type Site = z.infer<typeof siteSchema>;
export type SiteMode = Site['mode'];
export type Zone = z.infer<typeof zoneSchema>;
export type AccessGroup = z.infer<typeof groupSchema>;
export type Hours = z.infer<typeof hoursSchema>;
export type AccessRule = z.infer<typeof ruleSchema>;
export type Holiday = z.infer<typeof holidaySchema>;
export type Pass = z.infer<typeof passSchema>;
export type Door = z.infer<typeof doorSchema>;
export type NewDoor = z.infer<typeof newDoorSchema>;
export type DoorOutputSetting = z.infer<typeof doorOutputSchema>;
