import { createInterface } from 'node:readline/promises';
import { fail, type Outcome, ok } from '../contract/errors.ts';
import { askSecret } from './ask-secret.ts';
import type { Host } from './host.ts';

/**
 * A running app that has operators lets a command in as one of them: by THRESHOLD_OPERATOR and THRESHOLD_OPERATOR_PASSWORD, else by asking at
 * the terminal. (A command that opens the data folder itself has the store's key, and needs nobody's leave.) The session ends with the command.
 */
export async function signInWhereNeeded(host: Host): Promise<Outcome<unknown>> {
  const state = await host.call('session.state', {});
  // Of an app that is not set up or unlocked yet the command itself says so.
  if (!state.ok || state.value.mode !== 'locked') return ok({});
  const { THRESHOLD_OPERATOR: named, THRESHOLD_OPERATOR_PASSWORD: given } = process.env;
  if ((named === undefined || given === undefined) && !process.stdin.isTTY)
    return fail(
      'SIGN_IN_NEEDED',
      'The running app needs an operator: set THRESHOLD_OPERATOR and THRESHOLD_OPERATOR_PASSWORD, or close the app.',
    );
  const name = named ?? (await ask('Operator: '));
  const password = given ?? (await askSecret('Password: '));
  return host.call('session.signIn', { name, password });
}

async function ask(question: string): Promise<string> {
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await prompt.question(question);
  prompt.close();
  return answer;
}
