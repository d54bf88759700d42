import type { CompiledFunction, HostTensor, Session } from './runtime/types.ts';

/** One image network, ready to run: one tensor in, its outputs in the network's order. */
export interface Network {
  /** How many images one call takes: a number the graph fixed, or any. */
  readonly batch: number | 'free';
  run(input: HostTensor): Promise<readonly HostTensor[]>;
  /** Frees native memory; using the network afterwards throws. */
  release(): Promise<void>;
}

/** @param onRelease frees what else belongs to the network */
export function fromCompiled(compiled: CompiledFunction, onRelease: () => void = () => {}): Network {
  return {
    batch: compiled.freeBatch ? 'free' : batchOf(compiled.inputs[0]?.shape),
    run: (input) => compiled.run(input),
    async release() {
      await compiled.release();
      onRelease();
    },
  };
}

/** @throws when the graph does not take exactly one input */
export function fromSession(session: Session): Network {
  const [input, ...others] = session.inputs;
  if (!input || others.length > 0) throw new Error(`network: one input expected, not ${session.inputs.length}`);
  const names = session.outputs.map(({ name }) => name);
  return {
    batch: batchOf(input.shape),
    async run(tensor) {
      const results = await session.run({ [input.name]: tensor });
      return names.map((name) => results[name] as HostTensor);
    },
    release: () => session.release(),
  };
}

function batchOf(shape: readonly (number | string)[] | undefined): number | 'free' {
  const batch = shape?.[0];
  return typeof batch === 'number' && batch > 0 ? batch : 'free';
}
