import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { CallError } from '../../../main/contract/errors.ts';
import type { CallOutput } from '../../../main/contract/index.ts';
import type { Opened, ShownNetwork } from '../../../models/experiments/viewer/shown-network.ts';
import { unknownOperation } from '../../../models/experiments/viewer/unknown-operation.ts';
import type { NamedFile } from '../../../models/runtime/tfjs-files.ts';
import { call } from '../../host/host.ts';
import { useHost } from '../../host/use-host.ts';
import { runTask } from '../frame/run-task.ts';
import { broughtFiles, onBrought } from './network-files.ts';
import { freeSide } from './network-runner.ts';

export type Listed = CallOutput<'lessons.networks'>['networks'][number];

/** A network that was read, with what the list says of it and the files that it was read from: always of one and the same. */
export interface NetworkInHand {
  /** What was chosen to have it. */
  readonly choice: string;
  /** Null for files that the list does not have. */
  readonly entry: Listed | null;
  readonly files: readonly NamedFile[];
  readonly network: ShownNetwork;
}

/** Why there is none: what the host says, or `UNREADABLE`, what whoever read the files says in English. */
export type Trouble = CallError | { readonly code: 'UNREADABLE'; readonly message: string };

interface Read {
  readonly hand: NetworkInHand | null;
  readonly trouble: Trouble | null;
}

export interface ChosenNetwork extends Read {
  readonly listed: readonly Listed[];
  /** The chosen one's place in the list; what is in hand may still be the one before. */
  readonly entry: Listed | null;
  readonly busy: boolean;
}

/** The chosen network, its files fetched and read in a worker. The one before stays in hand until then, as it was. */
export function useNetwork(choice: string): ChosenNetwork {
  const asked = useHost('lessons.networks', {}, ['models.changed', 'settings.changed']);
  const listed = asked.value?.networks ?? [];
  const entry = listed.find(({ id, inUse }) => (choice === 'use' ? inUse : id === choice)) ?? null;
  const brought = useSyncExternalStore(onBrought, broughtFiles);
  const dropped = choice === 'dropped' ? brought : null;
  const known = asked.value !== null;
  // The list is told anew at each change of a setting; the network is read anew where it is another one.
  const entryText = entry === null ? null : JSON.stringify({ ...entry, inUse: false });
  const wish = useMemo(
    () => ({ choice, dropped, known, entry: entryText === null ? null : (JSON.parse(entryText) as Listed) }),
    [choice, dropped, known, entryText],
  );
  const [state, setState] = useState<Read & { readonly of: typeof wish | null }>({
    ...{ of: null, hand: null, trouble: null },
  });
  useEffect(() => {
    let current = true;
    let end = (): void => {};
    const tell = (read: Read): void => {
      if (current) setState({ of: wish, ...read });
    };
    const failed = (trouble: Trouble | null): void => tell({ hand: null, trouble });
    const read = (files: readonly NamedFile[]): void => {
      end = runTask<Opened, never>(
        { lesson: 'viewer', task: 'open', input: { files, side: freeSide } },
        {
          onResult: (opened) =>
            opened.ok
              ? tell({
                  hand: { choice: wish.choice, entry: wish.entry, files, network: opened.network },
                  trouble: null,
                })
              : failed({ code: 'UNREADABLE', message: opened.message }),
          onFailure: (message) => failed({ code: 'UNREADABLE', message: message ?? '' }),
        },
      );
    };
    if (wish.dropped !== null) read(wish.dropped);
    else if (wish.choice === 'unknown') read([{ name: 'unknown.onnx', bytes: unknownOperation() }]);
    else if (wish.entry !== null) {
      const { id, kind } = wish.entry;
      const ofOwner = kind === 'trained' || kind === 'imported';
      void call('lessons.networkFiles', { id, ofOwner }).then((outcome) => {
        if (!current) return;
        if (outcome.ok) read(outcome.value.files);
        else failed(outcome.error);
      });
    } else if (wish.choice === 'dropped' || wish.known) failed(null);
    return () => {
      current = false;
      end();
    };
  }, [wish]);
  const busy = state.of !== wish;
  return {
    ...{ listed, entry, hand: state.hand, busy },
    trouble: (busy ? null : state.trouble) ?? (known ? null : asked.error),
  };
}
