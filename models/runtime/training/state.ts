import { sameShape } from '../shapes.ts';
import type { HostState, HostTensor } from '../types.ts';

/** The names in a training graph under which an entry of its state comes in and goes out. */
export const stateInput = (name: string): string => `state:${name}`;
export const stateOutput = (name: string): string => `next:${name}`;

/** @throws when a state to be restored lacks an entry, has one too many, or one of another type or shape */
export function checkState(expected: HostState, given: HostState): void {
  for (const [name, { dtype, shape }] of expected) {
    const entry = given.get(name);
    if (!entry) throw new Error(`The state lacks ${name}.`);
    if (entry.dtype !== dtype || !sameShape(entry.shape, shape)) {
      throw new Error(`State ${name} is ${dtype}[${shape}] and was given ${entry.dtype}[${entry.shape}].`);
    }
  }
  for (const name of given.keys()) {
    if (!expected.has(name)) throw new Error(`The state has an entry ${name} that this training step does not know.`);
  }
}

/** A copy that the caller owns. */
export const copyTensor = ({ dtype, shape, data }: HostTensor): HostTensor => ({
  dtype,
  shape: [...shape],
  data: data.slice(),
});
