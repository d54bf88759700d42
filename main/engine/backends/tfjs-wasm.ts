import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import type { EagerExecutor } from '../../../models/runtime/types.ts';
import { completeWasm } from './wasm-gradients.ts';

/**
 * TensorFlow.js's WebAssembly backend, for machines where neither ONNX runtime loads: inference at about a quarter of
 * native speed.
 * @throws when the module or its .wasm file cannot be loaded
 */
export async function createTfjsWasm(): Promise<EagerExecutor> {
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  const entry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  wasm.setWasmPaths(`${dirname(entry)}/`);
  completeWasm();
  return eagerOn('wasm', 'tfjs-wasm');
}

/** An executor that runs functions on one of TensorFlow.js's own backends. */
export async function eagerOn(backend: string, id: string): Promise<EagerExecutor> {
  const activate = async () => {
    if (tf.getBackend() === backend) return;
    if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js cannot start its ${backend} backend.`);
  };
  const before = tf.getBackend();
  await activate();
  if (before && before !== backend) await tf.setBackend(before);
  return { id, eager: true, activate };
}
