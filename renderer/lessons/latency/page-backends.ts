import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadsUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import * as tf from '@tensorflow/tfjs-core';
import glueUrl from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import ortUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import type { PageBackendId, ProblemId } from '../../../models/experiments/latency/backends.ts';
import type { EagerExecutor, Executor } from '../../../models/runtime/types.ts';
import { pageExecutor, type WebRuntime } from './page-session.ts';

export interface PageBackend {
  readonly executor: Executor | EagerExecutor;
  readonly threads: number;
}

/** Opens one backend in this worker, which is for it alone: several of them keep their state in their module. Rejects with the reason. */
export async function openPageBackend(id: PageBackendId): Promise<PageBackend> {
  switch (id) {
    case 'page-js':
      await import('@tensorflow/tfjs-backend-cpu');
      return { executor: await eager('cpu', id), threads: 1 };
    case 'page-tfjs-plain':
      return tfjsWasm(id, false, false);
    case 'page-tfjs-simd':
      return tfjsWasm(id, true, false);
    case 'page-tfjs-threads':
      mustBeIsolated();
      // Its threads are started from a script that is made at run time (a blob), and so is what they import: the page's policy refuses that.
      throw problem('threads-refused');
    case 'page-ort':
      return ortWasm(id, 1);
    case 'page-ort-threads':
      mustBeIsolated();
      return ortWasm(id, Math.min(2, navigator.hardwareConcurrency));
    case 'page-webgl': {
      if (new OffscreenCanvas(1, 1).getContext('webgl2') === null) throw problem('no-webgl2');
      const ort = (await import('onnxruntime-web/webgl')) as unknown as WebRuntime;
      return { executor: pageExecutor(id, ort, 'webgl'), threads: 1 };
    }
    case 'page-webgpu': {
      const gpu = (navigator as { gpu?: { requestAdapter(): Promise<unknown> } }).gpu;
      if (gpu === undefined) throw problem('no-webgpu');
      if ((await gpu.requestAdapter()) === null) throw problem('no-adapter');
      // Of the two builds with WebGPU the smaller by ten megabytes: its wasm waits by what the browser offers, not by code of its own.
      if (!('Suspending' in WebAssembly)) throw problem('no-jspi');
      const ort = (await import('onnxruntime-web/jspi')) as unknown as WebRuntime;
      return { executor: pageExecutor(id, ort, 'webgpu'), threads: 1 };
    }
  }
}

const problem = (id: ProblemId): Error => new Error(id);

function mustBeIsolated(): void {
  if (!globalThis.crossOriginIsolated) throw problem('not-isolated');
}

async function eager(backend: string, id: string): Promise<EagerExecutor> {
  const activate = async (): Promise<void> => {
    if (tf.getBackend() !== backend && !(await tf.setBackend(backend)))
      throw new Error(`TensorFlow.js cannot start its ${backend} backend`);
  };
  await activate();
  return { id, eager: true, activate };
}

async function tfjsWasm(id: PageBackendId, simd: boolean, threads: boolean): Promise<PageBackend> {
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  wasm.setWasmPaths({
    'tfjs-backend-wasm.wasm': plainUrl,
    'tfjs-backend-wasm-simd.wasm': simdUrl,
    'tfjs-backend-wasm-threaded-simd.wasm': threadsUrl,
  });
  if (simd && !(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'))) throw problem('no-simd');
  tf.env().set('WASM_HAS_SIMD_SUPPORT', simd);
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', threads);
  return { executor: await eager('wasm', id), threads: 1 };
}

/** Its one file has SIMD and threads; with one thread it starts none. */
async function ortWasm(id: PageBackendId, threads: number): Promise<PageBackend> {
  const ort = await import('onnxruntime-web/wasm');
  ort.env.wasm.numThreads = threads;
  ort.env.wasm.wasmPaths = { mjs: new URL(glueUrl, location.origin).href, wasm: new URL(ortUrl, location.origin).href };
  ort.env.logLevel = 'error';
  return { executor: pageExecutor(id, ort as unknown as WebRuntime, 'wasm'), threads };
}
