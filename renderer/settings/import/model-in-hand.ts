import i18next from 'i18next';
import { useSyncExternalStore } from 'react';
import type { CallError } from '../../../main/contract/errors.ts';
import type { CallInput, CallOutput } from '../../../main/contract/index.ts';
import { call } from '../../host/host.ts';
import { runJob } from '../../shell/jobs.ts';
import type { ReadModel, Unreadable } from './read-files.ts';

/** What a person says of the network; what they leave alone is the file's or assumed. */
export type Said = Omit<CallInput<'models.import'>, 'onnx' | 'tfjs'>;

type Stage = 'convert' | 'read' | 'try';

/** A model on its way in. It stays while one visits other pages. */
export type InHand =
  | { readonly state: 'empty' }
  | { readonly state: 'reading' }
  | { readonly state: 'unreadable'; readonly why: Unreadable }
  | { readonly state: 'read'; readonly model: ReadModel; readonly error: CallError | null }
  | { readonly state: 'running'; readonly model: ReadModel; readonly stage: Stage | null; readonly cancel: () => void }
  | { readonly state: 'done'; readonly result: CallOutput<'models.import'> };

let inHand: InHand = { state: 'empty' };
let said: Said = {};
const listeners = new Set<() => void>();
const set = (next: InHand): void => {
  inHand = next;
  for (const listener of listeners) listener();
};
const listen = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useModelInHand = (): InHand => useSyncExternalStore(listen, () => inHand);
export const useSaid = (): Said => useSyncExternalStore(listen, () => said);

/** Whether these files are for the import of a model and not, say, photos. */
export const areModel = (files: readonly { readonly name: string }[]): boolean =>
  files.some(({ name }) => name.toLowerCase().endsWith('.onnx') || name === 'model.json');

export async function takeModel(files: readonly File[]): Promise<void> {
  if (files.length === 0 || inHand.state === 'running') return;
  said = {};
  set({ state: 'reading' });
  // The readers of both formats are only loaded by those who bring a model.
  const { readFiles } = await import('./read-files.ts');
  const model = await readFiles(files);
  set('problem' in model ? { state: 'unreadable', why: model } : { state: 'read', model, error: null });
}

export function putModelAway(): void {
  said = {};
  set({ state: 'empty' });
}

export function say(more: Said): void {
  said = { ...said, ...more };
  for (const listener of listeners) listener();
}

/** Goes on when one leaves the page; it can be stopped there or from the rail. */
export async function importModel(model: ReadModel): Promise<void> {
  const title = i18next.t('importing', { ns: 'modelImport', name: model.name });
  const outcome = await runJob(title, (signal) => {
    const stop = new AbortController();
    const either = AbortSignal.any([signal, stop.signal]);
    const show = (stage: Stage | null): void => set({ state: 'running', model, stage, cancel: () => stop.abort() });
    show(null);
    return call(
      'models.import',
      { ...model.files, name: model.known.name.value ?? model.name.replace(/\.onnx$/i, ''), ...said },
      { signal: either, onProgress: (value) => show((value as { stage: Stage }).stage) },
    );
  });
  if (outcome.ok) set({ state: 'done', result: outcome.value });
  else set({ state: 'read', model, error: outcome.error });
}
