import { z } from 'zod';
import type { StoredLivenessTrial } from '../../../data/tables/liveness-trials.ts';
import { padRate } from '../../../models/liveness/pad.ts';
import { fuse } from '../../../models/liveness/passive.ts';
import {
  type LivenessRow,
  type LivenessSpecies,
  type LivenessTrial,
  livenessCueSchema,
  livenessSpecies,
  livenessSpeciesSchema,
} from '../../contract/liveness.ts';

const valueSchema = z.object({ source: z.string(), cues: z.array(livenessCueSchema) });

/** What is kept of a presentation: a label and numbers. Its outcome follows from them. */
export const storedValue = (source: string, cues: LivenessTrial['cues']): string => JSON.stringify({ source, cues });

/** Null where it is from another version of the program. */
export function trialOf({ id, species, value, createdAt }: StoredLivenessTrial): LivenessTrial | null {
  const kind = livenessSpeciesSchema.safeParse(species);
  const parsed = valueSchema.safeParse(JSON.parse(value));
  if (!kind.success || !parsed.success) return null;
  const { source, cues } = parsed.data;
  return { id, at: createdAt, species: kind.data, source, state: fuse(cues).state, cues };
}

/** A site's table: each species by itself, with how many independent sources it rests on. */
export function siteTable(trials: readonly LivenessTrial[]): LivenessRow[] {
  return livenessSpecies.flatMap((species): LivenessRow[] => {
    const own = trials.filter((trial) => trial.species === species);
    if (own.length === 0) return [];
    const { rate, bound, presentations, sources } = padRate(
      own.map(({ source, state }) => ({ source, error: isError(species, state) })),
    );
    const count = (state: LivenessTrial['state']): number => own.filter((trial) => trial.state === state).length;
    return [
      {
        species,
        presentations,
        sources,
        passed: count('passed'),
        failed: count('failed'),
        undecided: count('undecided'),
        rate,
        bound,
      },
    ];
  });
}

/** An attack that passed; a genuine presentation that was refused. One that is undecided is asked for a gesture: neither. */
const isError = (species: LivenessSpecies, state: LivenessTrial['state']): boolean =>
  state === (species === 'genuine' ? 'failed' : 'passed');
