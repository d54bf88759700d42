import type { RgbImage } from '../../../models/image.ts';
import { quantile } from '../../../models/metrics/quantile.ts';
import type { PeerOrReason } from './human-peer.ts';

/** Milliseconds a frame spent in each stage, by the stage's own name, and what was decided. */
export interface BenchedDecision {
  readonly faces: number;
  readonly ms: Readonly<Record<string, number>>;
}

export interface PipelineBench {
  /** Real frames, 640×480 with one face each. */
  readonly frames: readonly RgbImage[];
  /** Frame → decision, all of it: the engine, then search and decision. The whole is timed here, by the caller's clock. */
  readonly decide: (frame: RgbImage) => Promise<BenchedDecision>;
  readonly modelId: string;
  readonly gallerySize: number;
  readonly peer: PeerOrReason;
  /** Measured rounds over all frames; default 30. */
  readonly rounds?: number;
  /** Rounds before that, not counted; default 5. */
  readonly warmUp?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface Times {
  readonly p50: number;
  readonly p95: number;
}

/** What `bench pipeline --json` prints; all times in milliseconds. */
export interface PipelineReport {
  readonly model: string;
  readonly gallery: number;
  readonly frames: number;
  readonly width: number;
  readonly height: number;
  readonly samples: number;
  readonly p50: number;
  readonly p95: number;
  readonly stages: Readonly<Record<string, Times>>;
  readonly human: ({ readonly version: string } & Times) | null;
  /** The peer's p50 over ours: above 1, ours is faster. Null where the peer is not installed; `notes` says so. */
  readonly ratioToHuman: number | null;
  readonly notes: readonly string[];
}

/** Rounds before the other's turn: long enough that each runs on warm caches, as it would alone; short enough that both see the same machine. */
const turn = 5;

/**
 * Times frame → decision, and the peer on the same frames, in turn: what slows the machine for a while then slows both.
 * Throws when a frame has not exactly one face, by ours or the peer's account: the times would not be of the same work.
 */
export async function benchPipeline(bench: PipelineBench): Promise<PipelineReport> {
  const { frames, decide, rounds = 30, warmUp = 5, signal, onProgress } = bench;
  const first = frames[0];
  if (first === undefined) throw new RangeError('the bench needs at least one frame');
  const peer = 'peer' in bench.peer ? bench.peer.peer : null;
  const totals: number[] = [];
  const peerTotals: number[] = [];
  const stages = new Map<string, number[]>();
  const timeOurs = async (frame: RgbImage, counts: boolean): Promise<void> => {
    signal?.throwIfAborted();
    const begin = performance.now();
    const decision = await decide(frame);
    const total = performance.now() - begin;
    expectOneFace('the pipeline', decision.faces);
    if (!counts) return;
    totals.push(total);
    for (const [stage, ms] of Object.entries(decision.ms)) stages.set(stage, [...(stages.get(stage) ?? []), ms]);
  };
  const timePeer = async (frame: RgbImage, counts: boolean): Promise<void> => {
    signal?.throwIfAborted();
    const answer = await peer!.analyse(frame);
    expectOneFace('@vladmandic/human', answer.faces);
    if (counts) peerTotals.push(answer.ms);
  };
  for (let round = -warmUp; round < rounds; round += turn) {
    const inTurn = Array.from({ length: Math.min(turn, rounds - round) }, (_, i) => round + i);
    for (const at of inTurn) for (const frame of frames) await timeOurs(frame, at >= 0);
    if (peer !== null) for (const at of inTurn) for (const frame of frames) await timePeer(frame, at >= 0);
    onProgress?.(round + inTurn.length + warmUp, warmUp + rounds);
  }
  const ours = timesOf(totals);
  const human = peer === null ? null : { version: peer.version, ...timesOf(peerTotals) };
  return {
    model: bench.modelId,
    gallery: bench.gallerySize,
    frames: frames.length,
    width: first.width,
    height: first.height,
    samples: totals.length,
    ...ours,
    stages: Object.fromEntries(Array.from(stages, ([stage, ms]) => [stage, timesOf(ms)])),
    human,
    ratioToHuman: human === null ? null : human.p50 / ours.p50,
    notes: 'missing' in bench.peer ? [`ratioToHuman not measured: ${bench.peer.missing}`] : [],
  };
}

function expectOneFace(who: string, faces: number): void {
  if (faces !== 1) throw new Error(`${who} found ${faces} faces in a bench frame that should have one`);
}

function timesOf(ms: readonly number[]): Times {
  const sorted = Float64Array.from(ms).sort();
  const [p50, p95] = [quantile(sorted, 0.5), quantile(sorted, 0.95)];
  if (p50 === null || p95 === null) throw new RangeError('the bench measured no round');
  return { p50, p95 };
}
