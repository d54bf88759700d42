import type { PersonProjection } from '../../../data/tables/training-people.ts';
import type { ValidationReport } from '../../../models/train/reports.ts';
import type { TrainingProjection } from '../../contract/training.ts';
import { decodeMessage, encodeMessage } from '../../contract/wire.ts';
import type { Core } from '../core.ts';
import { onPrincipalAxes } from './principal-axes.ts';
import type { RunPictures } from './run-pictures.ts';
import type { RunHardest } from './run-record.ts';

/** More points than this are no clearer to look at, and UMAP in a page would take minutes. Whole people are kept. */
const mostPoints = 1000;

type Rows = Omit<PersonProjection, 'step'> & { readonly labels: readonly number[] };

/** Keeps what a validation made of its pictures, in place of the one before: of enrolled people under their own keys. */
export function writeProjection(
  core: Core,
  runId: string,
  source: string,
  report: ValidationReport,
  pictures: RunPictures,
): void {
  const rows = chosen(report);
  const row = (i: number): Float32Array => report.embeddings.slice(i * report.dimension, (i + 1) * report.dimension);
  if (source !== 'people') {
    const labels = rows.map((i) => report.people[i]!);
    const indices = rows.map((i) => report.pictures[i]!);
    const all: PersonProjection & { labels: number[] } = {
      ...{ step: report.step, dimension: report.dimension, indices, labels },
      vectors: joined(rows.map(row), report.dimension),
    };
    core.store.runs.putPart(runId, 'projection', encodeMessage(all));
    return;
  }
  const byPerson = Map.groupBy(rows, (i) => {
    const ref = pictures.get(report.pictures[i]!)?.ref;
    return ref?.kind === 'crop' ? ref.personId : '';
  });
  core.store.runPeople.setProjections(
    runId,
    new Map(
      [...byPerson].map(([personId, own]) => [
        personId,
        {
          ...{ step: report.step, dimension: report.dimension, indices: own.map((i) => report.pictures[i]!) },
          vectors: joined(own.map(row), report.dimension),
        },
      ]),
    ),
  );
}

/** Null before the first validation. */
export function readProjection(
  core: Core,
  runId: string,
  source: string,
  pictures: RunPictures,
  hardest: RunHardest,
): TrainingProjection | null {
  const rows = source === 'people' ? ofPeople(core, runId, pictures) : ofRun(core, runId);
  if (rows === null || rows.indices.length === 0) return null;
  const there = ({ first, second }: { first: number; second: number }): boolean =>
    pictures.has(first) && pictures.has(second);
  return {
    step: hardest.step,
    dimension: rows.dimension,
    embeddings: rows.vectors,
    indices: [...rows.indices],
    labels: [...rows.labels],
    pca: onPrincipalAxes(rows.vectors, rows.dimension),
    hardest: { mated: hardest.mated.filter(there), nonMated: hardest.nonMated.filter(there) },
  };
}

function ofRun(core: Core, runId: string): Rows | null {
  const bytes = core.store.runs.part(runId, 'projection');
  // A Buffer would share its memory with the vectors.
  return bytes === null ? null : (decodeMessage(new Uint8Array(bytes)) as Rows);
}

function ofPeople(core: Core, runId: string, pictures: RunPictures): Rows | null {
  // Rows lie by the people's random ids; the run's own order is the pictures'.
  const parts = core.store.runPeople
    .projections(runId)
    .filter(({ indices }) => indices.length > 0)
    .sort((a, b) => a.indices[0]! - b.indices[0]!);
  const [first] = parts;
  if (first === undefined) return null;
  const indices = parts.flatMap((part) => part.indices);
  return {
    dimension: first.dimension,
    indices,
    labels: indices.map((index) => pictures.get(index)?.label ?? -1),
    vectors: joined(
      parts.map((part) => part.vectors),
      first.dimension,
    ),
  };
}

/** Rows of whole people until there are enough. */
function chosen({ people }: ValidationReport): number[] {
  const rows: number[] = [];
  for (const own of Map.groupBy(people.keys(), (i) => people[i]!).values()) {
    if (rows.length > 0 && rows.length + own.length > mostPoints) break;
    rows.push(...own);
  }
  return rows;
}

function joined(parts: readonly Float32Array[], dimension: number): Float32Array {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    if (part.length % dimension !== 0) throw new Error(`${part.length} numbers are no rows of ${dimension}`);
    all.set(part, at);
    at += part.length;
  }
  return all;
}
