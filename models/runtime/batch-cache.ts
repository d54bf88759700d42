/**
 * Things that were made for one batch size each, at most so many at a time: the one that was used longest ago goes.
 * Calls that overlap wait for each other, so that nothing is released while it runs.
 */
export class BatchCache<T> {
  private readonly make: (batch: number) => Promise<T>;
  private readonly release: (item: T) => Promise<void>;
  private readonly limit: number;
  private readonly items = new Map<number, T>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(limit: number, make: (batch: number) => Promise<T>, release: (item: T) => Promise<void>) {
    if (!(Number.isInteger(limit) && limit > 0)) throw new RangeError('The limit is a whole number from 1 on.');
    this.limit = limit;
    this.make = make;
    this.release = release;
  }

  /** Takes over what was made already. */
  add(batch: number, item: T): void {
    this.items.set(batch, item);
  }

  use<R>(batch: number, job: (item: T) => Promise<R>): Promise<R> {
    return this.next(async () => job(await this.itemFor(batch)));
  }

  clear(): Promise<void> {
    return this.next(async () => {
      const items = [...this.items.values()];
      this.items.clear();
      for (const item of items) await this.release(item);
    });
  }

  private next<R>(job: () => Promise<R>): Promise<R> {
    const mine = this.last.then(job);
    this.last = mine.catch(() => undefined);
    return mine;
  }

  private async itemFor(batch: number): Promise<T> {
    const item = this.items.get(batch) ?? (await this.make(batch));
    // To the end of the order of use.
    this.items.delete(batch);
    this.items.set(batch, item);
    for (const [oldest, old] of this.items) {
      if (this.items.size <= this.limit) break;
      this.items.delete(oldest);
      await this.release(old);
    }
    return item;
  }
}
