import { useEffect, useState, useSyncExternalStore } from 'react';
import type { CallOutput } from '../../../main/contract/index.ts';
import type { Opened, ShownNetwork } from '../../../models/experiments/viewer/shown-network.ts';
import { unknownOperation } from '../../../models/experiments/viewer/unknown-operation.ts';
import type { NamedFile } from '../../../models/runtime/tfjs-files.ts';
import { call } from '../../host/host.ts';
import { useHost } from '../../host/use-host.ts';
import { errorText } from '../../texts/error-text.ts';
import { runTask } from '../frame/run-task.ts';
import { broughtFiles, onBrought } from './network-files.ts';

export type Listed = CallOutput<'lessons.networks'>['networks'][number];

/** A side that a file leaves free. */
export const freeSide = 256;

export interface NetworkInHand {
  readonly listed: readonly Listed[];
  /** What the list says of the chosen one; null for files that it does not have. */
  readonly entry: Listed | null;
  readonly files: readonly NamedFile[] | null;
  readonly network: ShownNetwork | null;
  readonly busy: boolean;
  readonly trouble: string | null;
}

type State = Pick<NetworkInHand, 'files' | 'network' | 'busy' | 'trouble'>;
const empty: State = { files: null, network: null, busy: true, trouble: null };

/** The chosen network, its files fetched and read in a worker. The one before stays until then. */
export function useNetwork(choice: string): NetworkInHand {
  const asked = useHost('lessons.networks', {}, ['models.changed', 'settings.changed']);
  const listed = asked.value?.networks ?? [];
  const entry = listed.find(({ id, inUse }) => (choice === 'use' ? inUse : id === choice)) ?? null;
  const brought = useSyncExternalStore(onBrought, broughtFiles);
  const [state, setState] = useState<State>(empty);
  const dropped = choice === 'dropped' ? brought : null;
  const id = entry?.id ?? null;
  const ofOwner = entry?.kind === 'trained' || entry?.kind === 'imported';
  const known = asked.value !== null;
  useEffect(() => {
    let current = true;
    let end = (): void => {};
    const show = (files: readonly NamedFile[]): void => {
      end = runTask<Opened, never>(
        { lesson: 'viewer', task: 'open', input: { files, side: freeSide } },
        {
          onResult: (opened) =>
            current &&
            setState(
              opened.ok
                ? { files, network: opened.network, busy: false, trouble: null }
                : { files: null, network: null, busy: false, trouble: opened.message },
            ),
          onFailure: (message) =>
            current && setState({ files: null, network: null, busy: false, trouble: message ?? '' }),
        },
      );
    };
    const nothing = (trouble: string | null): void => setState({ files: null, network: null, busy: false, trouble });
    if (choice === 'dropped' && dropped === null) nothing(null);
    else if (choice !== 'dropped' && choice !== 'unknown' && id === null) {
      if (known) nothing(null);
    } else {
      setState((before) => ({ ...before, busy: true, trouble: null }));
      if (dropped !== null) show(dropped);
      else if (choice === 'unknown') show([{ name: 'unknown.onnx', bytes: unknownOperation() }]);
      else
        void call('lessons.networkFiles', { id: id!, ofOwner }).then((outcome) => {
          if (!current) return;
          if (outcome.ok) show(outcome.value.files);
          else nothing(errorText(outcome.error));
        });
    }
    return () => {
      current = false;
      end();
    };
  }, [choice, id, ofOwner, dropped, known]);
  return { listed, entry, ...state };
}
