import { z } from 'zod';
import { POLICIES } from '../../models/liveness/session.ts';
import { defineCall } from './call.ts';

const mayTakeAnchors = (text: string): boolean => {
  if (text === '') return true;
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^(https?|mqtts?):$/.test(url.protocol) && url.username === '' && url.password === '';
};

export const settingsSchema = z.object({
  language: z.enum(['en', 'zh']),
  /** False until a person chose: the browser's language until then. */
  languageChosen: z.boolean(),
  theme: z.enum(['system', 'light', 'dark']),
  modelId: z.string(),
  /** The share of strangers who may be accepted at the present gallery size (1:N). Smaller is stricter. */
  targetFpir: z.number().min(1e-6).max(0.2),
  /** The false match rate allowed to one comparison (1:1). Smaller is stricter. */
  targetFmr: z.number().min(1e-6).max(0.1),
  /** How far the best person must lead the second. 0 asks for no lead. */
  minMargin: z.number().min(0).max(1),
  /** How many frames must agree before a decision at the desk. */
  agreeingFrames: z.number().int().min(1).max(30),
  /** What a face must show at the Desk before it is accepted: nothing, what the cues see, or gestures. */
  liveness: z.enum(POLICIES),
  /** What recognition is for here, as the consent text and the data-protection sheet say it; empty where nobody has said. */
  purpose: z.string().max(200),
  /** How long after enrolment somebody is erased by themselves, in days; 0 for no term. It counts for who is enrolled from then on. */
  personDays: z.number().int().min(0).max(3650),
  /** How long what events seal is kept, in days; 0 for as long as the event. */
  eventContentDays: z.number().int().min(0).max(3650),
  /** How long events are kept, in days, by whole signed stretches; 0 for ever. */
  eventDays: z.number().int().min(0).max(3650),
  /** Where the head of the chain of events goes, too: http(s) or mqtt(s), without a password; empty for nowhere. */
  anchorUrl: z
    .string()
    .max(500)
    .refine(mayTakeAnchors, 'an address that begins with http://, https://, mqtt:// or mqtts://, without a password'),
  /** Whether a picture is kept of each visit that became an event, with everybody else in it pixelated. */
  eventSnapshots: z.boolean(),
  /** How long such a picture of somebody enrolled is kept, in days. */
  snapshotDays: z.number().int().min(1).max(365),
  /** And of a stranger, who agreed to nothing: in hours. */
  strangerSnapshotHours: z.number().int().min(1).max(72),
});

export const defaultSettings: Settings = {
  language: 'en',
  languageChosen: false,
  theme: 'system',
  modelId: 'fr-feature-512',
  targetFpir: 0.01,
  targetFmr: 0.0001,
  minMargin: 0,
  agreeingFrames: 3,
  liveness: 'off',
  purpose: '',
  personDays: 0,
  eventContentDays: 30,
  eventDays: 0,
  anchorUrl: '',
  eventSnapshots: false,
  snapshotDays: 7,
  strangerSnapshotHours: 24,
};

export const settingsCalls = {
  'settings.get': defineCall(z.object({}), settingsSchema),
  'settings.set': defineCall(settingsSchema.partial(), settingsSchema),
};

export type Settings = z.infer<typeof settingsSchema>;
