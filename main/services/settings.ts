import type { Store } from '../../data/store.ts';
import { fail, ok } from '../contract/errors.ts';
import type { Handlers } from '../contract/index.ts';
import { defaultSettings, type Settings, settingsSchema } from '../contract/settings.ts';
import type { Core } from './core.ts';

/** Stored values over the defaults; one that no longer fits its schema falls back to the default instead of stopping the app. */
export function readSettings(store: Store): Settings {
  const stored = store.settings.all();
  const fitting = Object.entries(settingsSchema.shape).flatMap(([key, schema]) => {
    const parsed = schema.safeParse(stored[key]);
    return parsed.success ? [[key, parsed.data]] : [];
  });
  return { ...defaultSettings, ...Object.fromEntries(fitting) };
}

export function settingsHandlers(
  core: Core,
  changed: (settings: Settings) => void,
): Pick<Handlers, 'settings.get' | 'settings.set'> {
  return {
    'settings.get': async () => ok(core.settings()),
    'settings.set': async (values) => {
      if (values.modelId !== undefined && values.modelId !== core.settings().modelId)
        return fail('BAD_INPUT', 'The model is changed with models.use, which embeds the stored crops again first.');
      core.store.settings.set(values);
      const settings = readSettings(core.store);
      changed(settings);
      core.emit('settings.changed', settings);
      return ok(settings);
    },
  };
}
