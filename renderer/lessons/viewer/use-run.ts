import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallOutput } from '../../../main/contract/index.ts';
import type { RgbImage } from '../../../models/image.ts';
import type { PictureScale } from '../../../models/inspect/run/picture-tensor.ts';
import type { NamedFile } from '../../../models/runtime/tfjs-files.ts';
import { call } from '../../host/host.ts';
import { runJob } from '../../shell/jobs.ts';
import { errorText } from '../../texts/error-text.ts';
import { freeSide } from './use-network.ts';

export type Run = CallOutput<'lessons.runNetwork'>;
export type Times = CallOutput<'lessons.timeNetwork'>;

export interface Look {
  readonly picture: RgbImage;
  readonly scale: PictureScale;
  readonly chosen: string | null;
  readonly tiled: readonly string[];
}

export interface Running {
  readonly run: Run | null;
  readonly trouble: string | null;
  readonly times: Times | null;
  readonly measuring: { readonly done: number; readonly total: number } | null;
  readonly measure: (runs: number, title: string) => void;
  readonly working: boolean;
  /** Counts runs: a live picture waits for the one before. */
  readonly count: number;
}

/** Has a network run on a picture, in the engine: opened once, run anew for each picture or layer, the newest wish alone. */
export function useRun(files: readonly NamedFile[] | null, look: Look | null): Running {
  const [state, setState] = useState<Pick<Running, 'run' | 'trouble' | 'times' | 'count'>>({
    run: null,
    trouble: null,
    times: null,
    count: 0,
  });
  const [measuring, setMeasuring] = useState<Running['measuring']>(null);
  const opened = useRef<{
    readonly files: readonly NamedFile[];
    readonly id: Promise<string | { readonly why: string }>;
  } | null>(null);
  const wanted = useRef<Look | null>(null);
  const busy = useRef(false);
  const [working, setWorking] = useState(false);
  const here = useRef(true);

  const openedId = useCallback((network: readonly NamedFile[], anew = false) => {
    if (opened.current?.files === network && !anew) return opened.current.id;
    const id = call('lessons.openNetwork', { files: [...network], side: freeSide }).then((outcome) =>
      outcome.ok ? outcome.value.network : { why: errorText(outcome.error) },
    );
    opened.current = { files: network, id };
    return id;
  }, []);

  const work = useCallback(async (): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    setWorking(true);
    try {
      for (let tries = 0; wanted.current !== null && opened.current !== null && here.current; ) {
        const [mine, network] = [wanted.current, opened.current.files];
        const id = await opened.current.id;
        if (opened.current?.files !== network) continue;
        if (typeof id !== 'string') {
          wanted.current = null;
          setState((before) => ({ ...before, run: null, trouble: id.why }));
          break;
        }
        const outcome = await call('lessons.runNetwork', { network: id, ...mine, tiled: [...mine.tiled] });
        if (opened.current?.files !== network) continue;
        if (!outcome.ok && outcome.error.code === 'NOT_FOUND' && tries++ < 1) {
          openedId(network, true);
          continue;
        }
        if (wanted.current === mine) wanted.current = null;
        setState((before) =>
          outcome.ok
            ? { ...before, run: outcome.value, trouble: null, count: before.count + 1 }
            : { ...before, run: null, trouble: errorText(outcome.error) },
        );
      }
    } finally {
      busy.current = false;
      setWorking(false);
    }
  }, [openedId]);

  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  useEffect(() => {
    setState({ run: null, trouble: null, times: null, count: 0 });
    opened.current = null;
    if (files === null) wanted.current = null;
  }, [files]);
  useEffect(() => {
    if (look === null || files === null) return;
    openedId(files);
    wanted.current = look;
    void work();
  }, [files, look, openedId, work]);

  const measure = (runs: number, title: string): void => {
    if (files === null || look === null || measuring !== null) return;
    const { picture, scale } = look;
    setMeasuring({ done: 0, total: 1 });
    void runJob(title, async (signal, report) => {
      const id = await openedId(files);
      if (typeof id !== 'string') return setMeasuring(null);
      const ask = (network: string) =>
        call(
          'lessons.timeNetwork',
          { network, picture, scale, runs },
          {
            signal,
            onProgress: (step) => {
              const { done, total } = step as { done: number; total: number };
              report(done, total);
              setMeasuring({ done, total });
            },
          },
        );
      let outcome = await ask(id);
      if (!outcome.ok && outcome.error.code === 'NOT_FOUND') {
        const again = await openedId(files, true);
        if (typeof again === 'string') outcome = await ask(again);
      }
      setMeasuring(null);
      if (opened.current?.files !== files) return;
      setState((before) =>
        outcome.ok
          ? { ...before, times: outcome.value }
          : outcome.error.code === 'CANCELLED'
            ? before
            : { ...before, trouble: errorText(outcome.error) },
      );
    });
  };
  return { ...state, working, measuring, measure };
}
