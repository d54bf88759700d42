import { inspectFolder } from '../../data/folder.ts';
import { asStoreError } from '../../data/store-error.ts';
import { MODELS } from '../../models/embed/registry.ts';
import { fail, type Outcome } from '../contract/errors.ts';
import type { BeginInput } from '../contract/setup.ts';
import { keyFilePath, standardDataDir } from '../paths.ts';
import { rememberDataDir, rememberedDataDir } from '../place.ts';
import { checkFolder, type FolderTrouble } from './check-folder.ts';
import type { Gate } from './entry.ts';
import { unlockOf } from './slots.ts';

/**
 * `setup.begin`: the four choices of the first start, checked before anything is made. `guarded` slows guesses at a store
 * that is there already.
 */
export async function begin(
  gate: Gate,
  input: BeginInput,
  guarded: (attempt: () => Promise<Outcome<unknown>>) => Promise<Outcome<unknown>>,
): Promise<Outcome<unknown>> {
  if (gate.stage() === 'ready') return fail('BAD_INPUT', 'Threshold is set up already. Nothing was changed.');
  if (!MODELS.has(input.modelId))
    return fail('NOT_FOUND', `There is no model "${input.modelId}". Known: ${MODELS.ids.join(', ')}.`);
  const checked = checkFolder(input.dataDir);
  if (!checked.ok) return checked;
  const { dir, state } = checked.value;
  const unlock = unlockOf(input.slot, dir, gate.system);
  if (unlock === null)
    return fail('BAD_INPUT', 'The system’s key store is not available here. Choose a key file or a passphrase.');
  const language = { language: input.language, languageChosen: true };
  // A store that is there keeps its model: changing it means embedding its pictures again (models.use).
  const firstSettings = state.kind === 'store' ? language : { ...language, modelId: input.modelId };
  const firstOwner = input.owner === null ? {} : { firstOwner: input.owner };
  const open = (): Promise<Outcome<unknown>> =>
    gate.open(dir, unlock, { firstSettings, ...firstOwner }, () => {
      if (shouldRemember(gate, dir)) remember(dir);
    });
  const opened = await (state.kind === 'store' ? guarded(open) : open());
  if (opened.ok || opened.error.code !== 'BAD_INPUT') return opened;
  return fail('BAD_INPUT', opened.error.message, { why: 'cannot-be-made' satisfies FolderTrouble });
}

/** For an automated run: the suggested folder, the key file (or THRESHOLD_PASSPHRASE), the first model. */
export function beginWithDefaults(gate: Gate): Promise<Outcome<unknown>> {
  const { place, passphrase } = gate.options;
  return gate.open(
    place.dir,
    passphrase === undefined ? { kind: 'key-file', path: keyFilePath(place.dir) } : { kind: 'passphrase', passphrase },
  );
}

/** A folder named for this run alone (--data) does not take the place of the one that every other run uses. */
function shouldRemember({ options: { place } }: Gate, dir: string): boolean {
  if (place.from !== 'named' || dir !== place.dir) return true;
  return rememberedDataDir() === null && inspectFolder(standardDataDir()).kind !== 'store';
}

function remember(dir: string): void {
  try {
    rememberDataDir(dir);
  } catch (error) {
    throw asStoreError(error);
  }
}
