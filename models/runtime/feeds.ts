import type { HostTensor, Port } from './types.ts';

/**
 * A function's inputs, in order, by the names of its ports.
 * @throws when their number, types or shapes do not fit
 */
export function feedsFor(ports: readonly Port[], inputs: readonly HostTensor[]): Record<string, HostTensor> {
  if (inputs.length !== ports.length) {
    throw new Error(`The function takes ${ports.length} inputs and was given ${inputs.length}.`);
  }
  const feeds: Record<string, HostTensor> = {};
  for (const [i, port] of ports.entries()) {
    const input = inputs[i] as HostTensor;
    const fits =
      port.shape.length === input.shape.length &&
      port.shape.every((d, k) => typeof d === 'string' || d === input.shape[k]);
    if (!fits || input.dtype !== port.dtype) {
      throw new Error(
        `Input ${port.name} is ${port.dtype}[${port.shape}] and was given ${input.dtype}[${input.shape}].`,
      );
    }
    feeds[port.name] = input;
  }
  return feeds;
}
