import { z } from 'zod';
import { type BackendId, engineBackends, pageBackends } from '../../../models/experiments/latency/backends.ts';
import { faceKinds, formats } from '../../../models/experiments/latency/formats.ts';

const rounds = z.array(z.number().min(0).max(1e7)).max(1000);
const short = z.string().max(400);
const share = z.number().min(0).max(1);

/** A measurement as it is kept and handed on: numbers and names of backends; of people, where faces were enrolled ones, only how many and their error rates. */
export const machineSchema = z.object({
  kind: z.literal('threshold-latency'),
  version: z.literal(2),
  /** What people tell machines apart by. */
  name: z.string().min(1).max(80),
  processors: z.number().int().min(1).max(4096),
  /** Day and time, in UTC. */
  at: z.iso.datetime(),
  runs: z.number().int().min(1).max(1000),
  seed: z.number().int().min(0),
  results: z
    .array(
      z.object({
        backend: z.enum([...engineBackends, ...pageBackends]),
        problem: short.nullable(),
        cells: z.array(z.object({ id: short, macs: z.number().min(0), rounds })).max(200),
        refused: z.array(short).max(200),
      }),
    )
    .max(20),
  precision: z
    .object({
      model: short,
      of: z.enum(faceKinds),
      people: z.number().int().min(0),
      faces: z.number().int().min(0),
      mated: z.number().int().min(0),
      nonMated: z.number().int().min(0),
      formats: z
        .array(
          z.object({
            id: z.enum(formats),
            bytes: z.number().min(0),
            layers: z.number().int().min(0),
            rounds,
            cosine: z.number(),
            least: z.number(),
            fnmr: share.nullable(),
            interval: z.tuple([share, share]).nullable(),
          }),
        )
        .max(formats.length),
    })
    .nullable(),
});
export type Machine = z.infer<typeof machineSchema>;

/** A file that somebody exported; null where it is something else. */
export function readMachine(text: string): Machine | null {
  try {
    const parsed = machineSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

const key = 'threshold.latency';

/** The last measurement of this machine, kept by this browser. */
export function keptMachine(): Machine | null {
  const text = localStorage.getItem(key);
  return text === null ? null : readMachine(text);
}

export const keepMachine = (machine: Machine): void => localStorage.setItem(key, JSON.stringify(machine));

/** Multiply-accumulates a second and the cost of a call in ms: guesses until there is a measurement. */
const TYPICAL: Readonly<Record<BackendId, readonly [number, number]>> = {
  'ort-1': [8e9, 0.05],
  'ort-2': [12e9, 0.08],
  tensorflow: [8e9, 0.3],
  'ort-wasm': [3e9, 0.1],
  js: [1.2e8, 0.3],
  'page-ort': [3e9, 0.15],
  'page-ort-threads': [5e9, 0.2],
  'page-tfjs-plain': [6e8, 0.2],
  'page-tfjs-simd': [2e9, 0.2],
  'page-tfjs-threads': [3e9, 0.3],
  'page-js': [1.2e8, 0.3],
  'page-webgl': [3e9, 1],
  'page-webgpu': [1e10, 1],
};
/** Loading a backend and opening its pieces. */
const OPENING_S = 1.5;

/** How many seconds these pieces take on a backend: by its last measurement where it has one, else by what is typical. */
export function secondsOn(
  backend: BackendId,
  pieces: readonly { readonly id: string; readonly macs: number }[],
  rounds: number,
  known: Machine | null,
): number {
  const cells = new Map(known?.results.find((one) => one.backend === backend)?.cells.map((cell) => [cell.id, cell]));
  const [speed, call] = TYPICAL[backend];
  const ms = pieces.reduce((sum, { id, macs }) => {
    const own = cells.get(id)?.rounds;
    return (
      sum +
      (own === undefined || own.length === 0 ? call + (1000 * macs) / speed : own.reduce((a, b) => a + b) / own.length)
    );
  }, 0);
  return OPENING_S + (rounds * ms) / 1000;
}
