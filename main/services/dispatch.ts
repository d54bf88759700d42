import { nobody } from '../contract/actor.ts';
import { type ErrorCode, errorCodes, fail, type Outcome, ok } from '../contract/errors.ts';
import type { CallerContext } from '../contract/handler.ts';
import { type CallContext, type CallName, contract, type Handlers } from '../contract/index.ts';
import { onBehalfOf } from './operators/acting.ts';
import type { Permit } from './operators/permit.ts';

export interface DispatchOptions {
  /** A call without a handler here is as unknown as one that the contract does not have. */
  readonly handlers: Partial<Handlers>;
  /** Whether this client may make this call. Left out where there is no store yet, so no operator: all of `handlers` is for anyone. */
  readonly permit?: Permit;
  /** Told of every bug: the call's name and the error's kind, never its data. */
  readonly onBug: (call: string, error: unknown) => void;
  /** Tests also hold every answer to its schema. */
  readonly checkOutputs?: boolean;
}

/** What a shell says of a call. */
type Asked = Pick<CallerContext, 'signal' | 'progress' | 'client'>;

/**
 * The one door into the services: unknown names and malformed input become BAD_INPUT, whoever may not gets SIGN_IN_NEEDED or FORBIDDEN,
 * errors of the rooms below that carry a code of the contract keep it, anything else is a bug and becomes INTERNAL without its stack.
 */
export function createDispatch(options: DispatchOptions) {
  return async (name: string, input: unknown, asked: Asked): Promise<Outcome<unknown>> => {
    if (!Object.hasOwn(contract, name) || !Object.hasOwn(options.handlers, name))
      return fail('BAD_INPUT', `There is no call "${printable(name)}".`);
    const call = name as CallName;
    const parsed = parseInput(call, input);
    if (parsed === null) return fail('BAD_INPUT', `${call}: the input has a form that no call has.`);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      const where = issue.path.length > 0 ? `${issue.path.join('.')}: ` : '';
      return fail('BAD_INPUT', `${call}: ${where}${issue.message}`);
    }
    const permitted = options.permit?.(call, parsed.data, asked.client) ?? ok(nobody);
    if (!permitted.ok) return permitted;
    const who = permitted.value;
    if (asked.signal.aborted) return fail('CANCELLED', 'Cancelled before it began.');
    try {
      const handler = options.handlers[call] as (input: unknown, context: CallContext) => Promise<Outcome<unknown>>;
      const context: CallContext = {
        signal: asked.signal,
        progress: (value) => asked.progress(value),
        who,
        client: asked.client,
      };
      const outcome = await onBehalfOf(who, () => handler(parsed.data, context));
      if (options.checkOutputs === true && outcome.ok) contract[call].output.parse(outcome.value);
      return outcome;
    } catch (error) {
      if (error instanceof Error && error.name === 'AbortError')
        return fail('CANCELLED', 'Cancelled. What was done before is kept.');
      const code = codeOf(error);
      if (code !== null) return fail(code, (error as Error).message);
      options.onBug(call, error);
      return fail(
        'INTERNAL',
        `${call} failed through a mistake in the program. Nothing that was confirmed is lost; try again.`,
      );
    }
  };
}

/** Null where the schema itself stumbled: a read-only list freezes what it is given, and bytes in a list's place cannot be frozen. */
function parseInput(call: CallName, input: unknown) {
  try {
    return contract[call].input.safeParse(input);
  } catch {
    return null;
  }
}

/** Errors of data/ and models/ name themselves with a code of the contract. */
export function codeOf(error: unknown): ErrorCode | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return errorCodes.find((code) => code === error.code) ?? null;
}

const printable = (name: string): string => name.replace(/[^\w.-]/g, '').slice(0, 60);
