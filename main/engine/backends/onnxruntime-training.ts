import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { checkState, copyTensor, stateInput, stateOutput } from '../../../models/runtime/training/state.ts';
import type { HostState, HostTensor, TrainingSession } from '../../../models/runtime/types.ts';
import { type OnnxRuntime, toHost } from './onnxruntime-session.ts';

export interface TrainingSessionOptions extends InferenceSession.SessionOptions {
  /**
   * True: the runtime writes results into tensors that it is given. Each entry of the state then has two tensors that
   * take turns as input and output, and a step neither copies nor allocates state. False: results are new tensors.
   */
  readonly writesIntoGivenTensors: boolean;
}

/** Opens a training graph. The outputs of one step, as ONNX Runtime's own tensors, are the inputs of the next. */
export async function openTrainingSession(
  ort: OnnxRuntime,
  onnx: Uint8Array,
  initial: HostState,
  options: TrainingSessionOptions,
): Promise<TrainingSession> {
  const { writesIntoGivenTensors, ...sessionOptions } = options;
  const session = await ort.InferenceSession.create(onnx, sessionOptions);
  const names = [...initial.keys()];
  const toOrt = (x: HostTensor) => new ort.Tensor(x.dtype, x.data, x.shape);
  let current = new Map(names.map((name) => [name, toOrt(copyTensor(initial.get(name) as HostTensor))]));
  let spare = new Map(writesIntoGivenTensors ? names.map((name) => [name, toOrt(copyTensor(initial.get(name)!))]) : []);
  const results = session.outputNames.filter((name) => !names.some((entry) => stateOutput(entry) === name));
  return {
    async run(feeds) {
      const given: Record<string, Tensor> = {};
      for (const [name, x] of Object.entries(feeds)) given[name] = toOrt(x);
      for (const [name, tensor] of current) given[stateInput(name)] = tensor;
      const wanted: Record<string, Tensor | null> = Object.fromEntries(results.map((name) => [name, null]));
      for (const name of names) wanted[stateOutput(name)] = spare.get(name) ?? null;
      // Nothing is taken over unless the run ends well: until then `current` is untouched.
      const outputs = await session.run(given, wanted);
      const next = new Map(names.map((name) => [name, outputs[stateOutput(name)] as Tensor]));
      if (writesIntoGivenTensors) spare = current;
      current = next;
      return Object.fromEntries(results.map((name) => [name, toHost(name, outputs[name] as Tensor)]));
    },
    async readState() {
      return new Map([...current].map(([name, tensor]) => [name, copyTensor(view(tensor))]));
    },
    async writeState(state) {
      checkState(initial, state);
      for (const [name, tensor] of current)
        (tensor.data as HostTensor['data']).set((state.get(name) as HostTensor).data);
    },
    async release() {
      current = new Map();
      spare = new Map();
      await session.release();
    },
  };
}

/** A tensor's own numbers, not a copy. */
const view = ({ type, dims, data }: Tensor): HostTensor => ({
  dtype: type as HostTensor['dtype'],
  shape: dims,
  data: data as HostTensor['data'],
});
