import type { Outcome } from '../../main/contract/errors.ts';
import type { CallInput, CallName, CallOutput } from '../../main/contract/index.ts';
import { type DesktopBridge, overBridge } from './desktop.ts';
import type { CallOptions, Transport } from './transport.ts';
import { connectWebSocket } from './web-socket.ts';

const bridge = (globalThis as { threshold?: DesktopBridge }).threshold;
/** True in Electron's window. */
export const isDesktop = bridge !== undefined;
const transport: Transport = bridge === undefined ? connectWebSocket(`ws://${location.host}/live`) : overBridge(bridge);

/** One call of the contract. Expected failures are outcomes; this never throws. */
export function call<N extends CallName>(
  name: N,
  input: CallInput<N>,
  options: CallOptions = {},
): Promise<Outcome<CallOutput<N>>> {
  return transport.call(name, input, options) as Promise<Outcome<CallOutput<N>>>;
}

export const subscribe = transport.subscribe;
