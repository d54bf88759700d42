/** Work that somebody stands there waiting for (a picture to be saved), and what rests meanwhile (the camera's frames). */
export interface Precedence {
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves as soon as no such work goes on, at once where there is none. */
  clear(): Promise<void>;
}

export function createPrecedence(): Precedence {
  let running = 0;
  let waiting: (() => void)[] = [];
  return {
    async run(work) {
      running++;
      try {
        return await work();
      } finally {
        running--;
        if (running === 0) {
          for (const go of waiting) go();
          waiting = [];
        }
      }
    },
    async clear() {
      while (running > 0) await new Promise<void>((go) => waiting.push(go));
    },
  };
}
