import type { Progress } from '../check.ts';
import type { EngineTools } from '../in-engine.ts';
import type { Faces } from './camera-faces.ts';
import { type ClassicFigures, classicIds, classicOn, knownOf } from './classic.ts';
import { type Rows, type SpaceFigures, scoresOf, spaceFigures } from './measures.ts';
import { SMALL_NETWORK } from './small-embedding.ts';
import { flattened, pcaSpace, pixelSpace } from './spaces.ts';
import { type StudyInput, study, type Trained } from './study.ts';
import { paradigms, type WayId } from './ways.ts';

/** Spaces in which the same pictures are held against each other. */
export const spaceIds = ['pixels', 'pca', 'embedding'] as const;
export type SpaceId = (typeof spaceIds)[number];

/** One way's run: what people held back from training look like to it. */
export interface WayRun {
  readonly way: WayId;
  readonly run: number;
  readonly figures: SpaceFigures;
  /** Their pictures laid flat, [n][3]; of the first run alone. */
  readonly points: readonly (readonly number[])[] | null;
}

/** Whose pictures a view shows, as indexes into the drawn ones, with their people and cameras. */
export interface Shown {
  readonly pictures: readonly number[];
  readonly labels: readonly number[];
  readonly cameras: readonly number[];
}

const camerasOf = (faces: Faces, pictures: readonly number[]): Uint8Array =>
  Uint8Array.from(pictures, (picture) => faces.cameras[picture]!);

const shown = (faces: Faces, pictures: readonly number[]): Shown => ({
  pictures,
  labels: pictures.map((picture) => faces.labels[picture]!),
  cameras: [...camerasOf(faces, pictures)],
});

const rounded = (rows: readonly (readonly number[])[]): number[][] =>
  rows.map((row) => row.map((value) => Number(value.toFixed(3))));

/** The four paradigms side by side on the same pictures from the same seeds; each run is told as it ends. */
export async function* ways(
  input: StudyInput,
  tools: EngineTools,
): AsyncGenerator<Progress & { readonly ended?: WayRun }, { readonly shown: Shown; readonly pixels: SpaceFigures }> {
  const faces: { now?: Faces } = {};
  const running = study(input, paradigms, tools, (drawn) => {
    faces.now = drawn;
  });
  for (;;) {
    const next = await running.next();
    if (next.done === true) {
      const { trained } = next.value;
      const { fresh, train } = trained.find(({ run }) => run === 0)!.deal;
      const raw = pixelSpace(next.value.faces, fresh, train);
      return { shown: shown(next.value.faces, fresh), pixels: spaceFigures(raw, camerasOf(next.value.faces, fresh)) };
    }
    const { ended, ...progress } = next.value;
    yield ended === undefined ? progress : { ...progress, ended: wayRun(ended, faces.now!) };
  }
}

function wayRun({ way, run, deal, space }: Trained, faces: Faces): WayRun {
  const rows = space(deal.fresh);
  return {
    ...{ way, run },
    figures: spaceFigures(rows, camerasOf(faces, deal.fresh)),
    points: run === 0 ? rounded(flattened(rows, 3)) : null,
  };
}

/** Of a space and an algorithm one number a run. */
export type ClassicTable = Readonly<Record<SpaceId, readonly ClassicFigures[]>>;

/** K-means, K-NN and SVM on raw pixels, principal components and the embedding of people never trained on. */
export async function* classic(input: StudyInput, tools: EngineTools): AsyncGenerator<Progress, ClassicTable> {
  const { faces, trained } = yield* toStudy(input, tools);
  const tables: Record<SpaceId, ClassicFigures[]> = { pixels: [], pca: [], embedding: [] };
  for (const one of trained)
    for (const [id, rows] of Object.entries(spacesOf(faces, one)) as [SpaceId, Rows][]) {
      const { figures } = classicOn(rows, knownOf(one.deal.fresh.length), one.run);
      tables[id].push(
        Object.fromEntries(classicIds.map((algorithm) => [algorithm, figures[algorithm]])) as ClassicFigures,
      );
    }
  return tables;
}

/** Everything that three uses of one embedding need: who is alike, in each space. */
export interface UsesResult {
  readonly shown: Shown;
  /** Comparison scores [n, n] in each space. */
  readonly scores: Readonly<Record<SpaceId, readonly number[]>>;
}

/** One embedding and its pictures of people never trained on, compared each with each. */
export async function* uses(input: StudyInput, tools: EngineTools): AsyncGenerator<Progress, UsesResult> {
  const { faces, trained } = yield* toStudy({ ...input, seeds: 1 }, tools);
  const [one] = trained;
  const spaces = spacesOf(faces, one!);
  const scores = (id: SpaceId): number[] => Array.from(scoresOf(spaces[id]), (score) => Number(score.toFixed(4)));
  return {
    shown: shown(faces, one!.deal.fresh),
    scores: { pixels: scores('pixels'), pca: scores('pca'), embedding: scores('embedding') },
  };
}

const spacesOf = (faces: Faces, { deal: { fresh, train }, space }: Trained): Record<SpaceId, Rows> => ({
  pixels: pixelSpace(faces, fresh, train),
  pca: pcaSpace(faces, fresh, train, SMALL_NETWORK.dimension),
  embedding: space(fresh),
});

async function* toStudy(input: StudyInput, tools: EngineTools) {
  const running = study(input, ['triplet'], tools);
  for (;;) {
    const next = await running.next();
    if (next.done === true) return next.value;
    const { done, total } = next.value;
    yield { done, total };
  }
}
