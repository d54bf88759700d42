import { z } from 'zod';
import { defineCall } from './call.ts';

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
  /** How long after enrolment somebody is erased by themselves, in days; 0 for no term. It counts for who is enrolled from then on. */
  personDays: z.number().int().min(0).max(3650),
  /** How long what events seal is kept, in days; 0 for as long as the event. */
  eventContentDays: z.number().int().min(0).max(3650),
  /** How long events are kept, in days, by whole signed stretches; 0 for ever. */
  eventDays: z.number().int().min(0).max(3650),
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
  personDays: 0,
  eventContentDays: 30,
  eventDays: 0,
};

export const settingsCalls = {
  'settings.get': defineCall(z.object({}), settingsSchema),
  'settings.set': defineCall(settingsSchema.partial(), settingsSchema),
};

export type Settings = z.infer<typeof settingsSchema>;
