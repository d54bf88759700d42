/**
 * A gate that a worker thread passes through around each native call, and that whoever ends the thread shuts first.
 *
 * Node ends a worker by stopping its JavaScript wherever it is. In JavaScript that is safe; inside hnswlib it is not: the call comes back to
 * a torn-down environment, throws, and aborts the whole process (SIGABRT). This happens on `terminate()` and on a plain exit of the program
 * while an index is being built. Shutting the gate waits for the call in hand (one row, about a millisecond) and lets no other begin.
 */
export class NativeGate {
  readonly shared: SharedArrayBuffer;
  readonly #state: Int32Array;

  /** @param shared of the gate made on the other side; without it the gate is new and open */
  constructor(shared: SharedArrayBuffer = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) {
    this.shared = shared;
    this.#state = new Int32Array(shared);
  }

  /**
   * Worker's side: runs one native call.
   * @throws when the gate is shut
   */
  pass<T>(call: () => T): T {
    if (Atomics.compareExchange(this.#state, 0, FREE, INSIDE) !== FREE) throw new Error('The index is being closed.');
    try {
      return call();
    } finally {
      Atomics.store(this.#state, 0, FREE);
      Atomics.notify(this.#state, 0);
    }
  }

  /** The ending side: blocks until no native call runs, and lets none begin. Shutting twice is shutting once. */
  shut(): void {
    while (Atomics.compareExchange(this.#state, 0, FREE, SHUT) === INSIDE) Atomics.wait(this.#state, 0, INSIDE);
  }
}

const FREE = 0;
const INSIDE = 1;
const SHUT = 2;

const open = new Set<NativeGate>();

/** Has the gate shut when the program exits, however that comes about. Call the answer once the worker is gone. */
export function shutAtExit(gate: NativeGate): () => void {
  if (open.size === 0) process.on('exit', shutAll);
  open.add(gate);
  return () => {
    open.delete(gate);
    if (open.size === 0) process.off('exit', shutAll);
  };
}

function shutAll(): void {
  for (const gate of open) gate.shut();
}
