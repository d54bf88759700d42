import { useEffect, useRef, useState } from 'react';
import { takeNetworkDrops } from '../../shell/drop-taker.ts';
import { bring, readFiles } from './network-files.ts';

export interface Brought {
  /** More than is read. */
  readonly tooMuch: boolean;
  readonly take: (files: readonly File[]) => Promise<void>;
}

/** Files that a person chooses or drops on the window, for as long as the page is open. */
export function useBrought(choice: string, onBrought: () => void): Brought {
  const [tooMuch, setTooMuch] = useState(false);
  const take = async (files: readonly File[]): Promise<void> => {
    const read = await readFiles(files);
    setTooMuch(read === null);
    if (read === null) return;
    bring(read);
    onBrought();
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: another network was chosen instead
  useEffect(() => setTooMuch(false), [choice]);
  const takeNow = useRef(take);
  takeNow.current = take;
  useEffect(() => {
    const end = takeNetworkDrops((dropped) => void takeNow.current(dropped));
    return () => {
      end();
      bring(null);
    };
  }, []);
  return { tooMuch, take };
}
