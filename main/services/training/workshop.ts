import type { Engine } from '../../engine/engine.ts';

/** An engine process for what training pages ask beside a run: previews, thumbnails, exports. It ends when nobody has asked for a while. */
export interface Workshop {
  use<T>(work: (engine: Engine) => Promise<T>): Promise<T>;
  close(): void;
}

const idleMs = 60_000;

export function createWorkshop(start: () => Engine): Workshop {
  let engine: Engine | null = null;
  let users = 0;
  let timer: NodeJS.Timeout | null = null;
  const close = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    engine?.close();
    engine = null;
  };
  return {
    async use(work) {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      engine ??= start();
      users++;
      try {
        return await work(engine);
      } finally {
        users--;
        if (users === 0 && engine !== null) {
          timer = setTimeout(close, idleMs);
          timer.unref();
        }
      }
    },
    close,
  };
}
