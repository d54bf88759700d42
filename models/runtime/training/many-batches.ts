import { BatchCache } from '../batch-cache.ts';
import type { HostState, HostTensor, TrainingSession } from '../types.ts';

export interface ManyBatchesOptions {
  /** The batch size that `first` serves. */
  readonly firstBatch: number;
  /** Sessions for other sizes that may be open at a time. */
  readonly limit: number;
  /** Opens a session for another size; what state it begins with does not matter. */
  readonly open: (batch: number) => Promise<TrainingSession>;
  /** @throws when the inputs' batches differ */
  readonly batchOf: (feeds: Readonly<Record<string, HostTensor>>) => number;
}

/**
 * Training graphs that serve one batch size each, with one state between them: it lies with the session that ran last,
 * and is copied to another when a batch of another size comes. Steps of the same size copy nothing.
 */
export class ManyBatchesSession implements TrainingSession {
  private readonly first: TrainingSession;
  private readonly options: ManyBatchesOptions;
  private readonly others: BatchCache<TrainingSession>;
  private holder: TrainingSession;
  private heldBatch: number;

  constructor(first: TrainingSession, options: ManyBatchesOptions) {
    this.first = first;
    this.options = options;
    this.others = new BatchCache(options.limit, options.open, (session) => session.release());
    this.holder = first;
    this.heldBatch = options.firstBatch;
  }

  async run(feeds: Readonly<Record<string, HostTensor>>): Promise<Record<string, HostTensor>> {
    const batch = this.options.batchOf(feeds);
    if (batch === this.heldBatch) return this.holder.run(feeds);
    // Read first: opening a session may push the one that holds the state out of the cache.
    const state = await this.holder.readState();
    const go = async (session: TrainingSession) => {
      await session.writeState(state);
      this.holder = session;
      this.heldBatch = batch;
      return session.run(feeds);
    };
    return batch === this.options.firstBatch ? go(this.first) : this.others.use(batch, go);
  }

  readState(): Promise<Map<string, HostTensor>> {
    return this.holder.readState();
  }

  writeState(state: HostState): Promise<void> {
    return this.holder.writeState(state);
  }

  async release(): Promise<void> {
    await this.others.clear();
    await this.first.release();
  }
}
