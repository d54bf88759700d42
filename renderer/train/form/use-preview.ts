import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { CallError } from '../../../main/contract/errors.ts';
import type { CallOutput } from '../../../main/contract/index.ts';
import type { TrainingRecipe } from '../../../main/contract/recipe.ts';
import { call } from '../../host/host.ts';

export interface Preview {
  /** The last that came; it stays while another is on its way. */
  readonly value: CallOutput<'training.preview'> | null;
  readonly error: CallError | null;
  readonly busy: boolean;
}

const restsMs = 600;

/** What the network would see of this recipe; asked when its choices rest, and a question that is overtaken is withdrawn. */
export function usePreview({ data, split, augmentation, network, seed }: TrainingRecipe, count: number): Preview {
  const [state, setState] = useState<Preview>({ value: null, error: null, busy: true });
  const wanted = JSON.stringify({ data, split, augmentation, network, seed, count });
  const [rested] = useDebouncedValue(wanted, restsMs);
  useEffect(() => {
    const abort = new AbortController();
    const input = JSON.parse(rested) as Parameters<typeof call<'training.preview'>>[1];
    // A path that is still being typed is no mistake yet.
    if ('path' in input.data && input.data.path === '') {
      setState({ value: null, error: null, busy: false });
      return;
    }
    setState((before) => ({ ...before, busy: true }));
    void call('training.preview', input, { signal: abort.signal }).then((outcome) => {
      if (abort.signal.aborted) return;
      setState(
        outcome.ok
          ? { value: outcome.value, error: null, busy: false }
          : { value: null, error: outcome.error, busy: false },
      );
    });
    return () => abort.abort();
  }, [rested]);
  return state;
}
