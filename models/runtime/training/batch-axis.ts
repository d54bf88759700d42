import { BATCH } from '../free-batch.ts';
import { type Example, inputName } from '../trace.ts';
import type { HostTensor, Port } from '../types.ts';

/**
 * Which inputs of a training step have the batch as their first axis: those whose first length is that of the first
 * input. Others (a margin, a table of prototypes) are the same for every batch.
 */
export class BatchAxis {
  /** Undefined where the first input has no axes. */
  readonly size: number | undefined;
  private readonly examples: readonly Example[];
  private readonly names: ReadonlySet<string>;

  constructor(examples: readonly Example[]) {
    this.examples = examples;
    this.size = examples[0]?.shape[0];
    this.names = new Set(examples.flatMap((example, i) => (this.has(example.shape) ? [inputName(example, i)] : [])));
  }

  private has(shape: readonly number[]): boolean {
    return this.size !== undefined && shape.length > 0 && shape[0] === this.size;
  }

  /** The examples for a batch of another size. */
  examplesFor(batch: number): Example[] {
    return this.examples.map((example, i) => ({
      dtype: example.dtype,
      name: inputName(example, i),
      shape: this.has(example.shape) ? [batch, ...example.shape.slice(1)] : example.shape,
    }));
  }

  /** The step's inputs, with a free batch. */
  freePorts(): Port[] {
    return this.examplesFor(1).map(({ name = '', dtype, shape }) => ({
      name,
      dtype,
      shape: this.names.has(name) ? [BATCH, ...shape.slice(1)] : shape,
    }));
  }

  /** @throws when the inputs that share the batch axis do not agree on its length */
  batchOf(feeds: Readonly<Record<string, HostTensor>>): number {
    const lengths = [...this.names].map((name) => feeds[name]?.shape[0] ?? 0);
    const [batch = 0] = lengths;
    if (batch === 0 || lengths.some((length) => length !== batch))
      throw new Error(`The inputs ${[...this.names].join(', ')} have batches of ${lengths.join(', ')}.`);
    return batch;
  }

  /** A call's inputs for each of `parts` workers: inputs with a batch are cut along it, others are given to all. */
  split(feeds: Readonly<Record<string, HostTensor>>, parts: number): Array<Record<string, HostTensor>> {
    const share = this.batchOf(feeds) / parts;
    return Array.from({ length: parts }, (_, part) =>
      Object.fromEntries(
        Object.entries(feeds).map(([name, x]) => [name, this.names.has(name) ? slice(x, part * share, share) : x]),
      ),
    );
  }
}

function slice({ dtype, shape, data }: HostTensor, from: number, count: number): HostTensor {
  const row = data.length / (shape[0] as number);
  return { dtype, shape: [count, ...shape.slice(1)], data: data.slice(from * row, (from + count) * row) };
}
