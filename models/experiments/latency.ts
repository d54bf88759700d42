import { seededRandom } from '../metrics/seeded-random.ts';
import type { EagerExecutor, Executor } from '../runtime/types.ts';
import { shuffled } from '../samplers/shuffle.ts';
import { type CheckResult, conclude, type Progress } from './check.ts';
import type { EngineTools } from './in-engine.ts';
import { answersOf } from './latency/answers.ts';
import {
  type BackendResult,
  type EngineBackendId,
  engineBackends,
  type MeasurePlan,
  missing,
  type PageBackendId,
  pageBackends,
} from './latency/backends.ts';
import { askedInCheck } from './latency/checked.ts';
import { FACES, type FaceKind, faceKinds, type PrecisionResult } from './latency/formats.ts';
import { measureBackend } from './latency/measure.ts';
import { measurePrecision, type PrecisionPlan } from './latency/precision.ts';
import { type QuestionId, questions } from './latency/workloads.ts';

export interface EngineInput extends MeasurePlan {
  readonly backend: EngineBackendId;
}

export interface CheckInput {
  readonly backends: readonly EngineBackendId[];
  /** What the page measured of its own, just before: no process has its backends. */
  readonly page?: readonly BackendResult[];
  /** For precision; default invented ones. */
  readonly faces?: FaceKind;
  readonly runs: number;
  readonly seed: number;
}

const within = (name: string, value: unknown, low: number, high: number): void => {
  if (!(typeof value === 'number' && Number.isInteger(value) && value >= low && value <= high))
    throw new RangeError(`latency: ${name} is a whole number from ${low} to ${high}`);
};
const MOST_RUNS = 1000;

/** @throws RangeError where a page asks for what nobody would wait for */
function checkPlan({ questions: asked, size, runs, seed }: MeasurePlan): void {
  within('runs', runs, 1, MOST_RUNS);
  within('seed', seed, 0, 0xffffffff);
  if (!Array.isArray(asked) || !asked.every((one) => questions.includes(one as QuestionId)))
    throw new RangeError('latency: there are six questions');
  if (size !== 'small' && size !== 'full') throw new RangeError('latency: a size is small or full');
}

/** @throws RangeError where a page hands on what is no measurement */
function checkPage(page: readonly BackendResult[]): void {
  const isOne = ({ backend, cells }: BackendResult): boolean =>
    pageBackends.includes(backend as PageBackendId) &&
    cells.every(
      ({ id, macs, rounds }) =>
        typeof id === 'string' && Number.isFinite(macs) && rounds.length <= MOST_RUNS && rounds.every((ms) => ms >= 0),
    );
  if (!Array.isArray(page) || page.length > pageBackends.length || !page.every(isOne))
    throw new RangeError('latency: the page has no such measurement');
}

function mustKnow(backend: unknown): void {
  if (!engineBackends.includes(backend as EngineBackendId))
    throw new RangeError(`latency: there is no backend ${String(backend)} in the engine`);
}

const threadsOf = (backend: EngineBackendId): number => (backend === 'ort-2' ? 2 : 1);

/** The executor of a backend, or why there is none. */
async function opened(
  backend: EngineBackendId,
  { backends }: EngineTools,
): Promise<{ readonly executor: Executor | EagerExecutor } | { readonly problem: string }> {
  const open = backends?.[backend];
  if (open === undefined) return { problem: 'not-installed' };
  try {
    return { executor: await open() };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const absent = message.split('; ').every((one) => /Cannot find (module|package)/.test(one));
    return { problem: absent ? 'not-installed' : withoutPaths(message) };
  }
}

/** A file's name stays, where it lies does not: a measurement is handed on. */
const withoutPaths = (message: string): string =>
  message.replace(/(?:[A-Za-z]:)?[\\/][^\s;'"]*[\\/]/g, '').slice(0, 300);

/** All pieces on one backend of the engine's process. */
async function* engine(input: EngineInput, tools: EngineTools): AsyncGenerator<Progress, BackendResult> {
  checkPlan(input);
  mustKnow(input.backend);
  yield { done: 0, total: 1 };
  const { backend } = input;
  const how = await opened(backend, tools);
  if ('problem' in how) return missing(backend, how.problem);
  return yield* measureBackend(backend, how.executor, threadsOf(backend), input);
}

/** The network in use in each format, on one thread of ONNX Runtime. */
async function* precision(input: PrecisionPlan, tools: EngineTools): AsyncGenerator<Progress, PrecisionResult | null> {
  if (!faceKinds.includes(input.faces)) throw new RangeError('latency: faces are invented or enrolled');
  within('people', input.people, 2, 100);
  within('pictures', input.pictures, 2, 20);
  within('runs', input.runs, 1, MOST_RUNS);
  within('seed', input.seed, 0, 0xffffffff);
  yield { done: 0, total: 1 };
  const how = await opened('ort-1', tools);
  if ('problem' in how || 'eager' in how.executor || tools.network === undefined) return null;
  return yield* measurePrecision(input, await tools.network(), how.executor, tools.enrolled);
}

/** What of the check is exchanged by a test. */
export interface UnderTest {
  readonly engine: typeof engine;
  readonly precision: typeof precision;
}
export const UNDER_TEST: UnderTest = { engine, precision };

/** The six questions, by a measurement of a few pieces on the engine's backends, and what the page measured on its own. */
async function* check(
  { backends, page = [], faces = 'invented', runs, seed }: CheckInput,
  tools: EngineTools,
  underTest: UnderTest = UNDER_TEST,
): AsyncGenerator<Progress, CheckResult> {
  if (!Array.isArray(backends) || backends.length < 2) throw new RangeError('latency: two backends at least');
  for (const backend of backends) mustKnow(backend);
  checkPlan({ questions, size: 'small', runs, seed });
  checkPage(page);
  const total = backends.length + 1;
  const results: BackendResult[] = [...page];
  for (const [i, backend] of shuffled(backends, seededRandom(seed)).entries()) {
    const plan = { questions: askedInCheck(backend, backends), size: 'small', runs, seed, backend } as const;
    results.push(yield* part(underTest.engine(plan, tools), i, total));
  }
  const network = yield* part(
    underTest.precision({ faces, ...FACES[faces].small, runs, seed }, tools),
    total - 1,
    total,
  );
  return conclude(answersOf(results, network));
}

async function* part<R>(
  running: AsyncGenerator<Progress, R>,
  before: number,
  total: number,
): AsyncGenerator<Progress, R> {
  for (;;) {
    const next = await running.next();
    if (next.done === true) return next.value;
    yield { done: before + next.value.done / next.value.total, total };
  }
}

export const tasks = { check, engine, precision };
