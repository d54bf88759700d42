import { setTimeout as wait } from 'node:timers/promises';
import { type DoorAnswer, type DoorOutput, unanswered } from './output.ts';
import { signatureOf } from './signature.ts';

/** The first wait between two tries; each is twice the one before, up to two seconds. */
const firstWaitMs = 150;
const longestWaitMs = 2000;
/** A try that is not answered by then is given up for the next one. */
const tryMs = 2000;

export interface WebhookSetting {
  readonly url: string;
  readonly secret: string;
}

/** A door that is told by an HTTP request (docs/doors.md). Any 2xx is an answer; redirects are not followed. */
export function webhookOutput({ url, secret }: WebhookSetting): DoorOutput {
  const closing = new AbortController();
  return {
    async send(command, signal) {
      const body = JSON.stringify(command);
      const until = AbortSignal.any([signal, closing.signal]);
      let last: DoorAnswer = unanswered('NO_ANSWER', 'too late');
      for (let pause = firstWaitMs; !until.aborted; pause = Math.min(2 * pause, longestWaitMs)) {
        const tried = await post(url, secret, command.id, body, until);
        // What was cut off at the end says less than the try before it.
        if (tried === null) break;
        if (!tried.again) return tried.answer;
        last = tried.answer;
        // Half of it by chance, so that several doors do not ask at once.
        await wait(pause / 2 + (Math.random() * pause) / 2, undefined, { signal: until }).catch(() => {});
      }
      return last;
    },
    close: () => closing.abort(),
  };
}

/** One try; null where the end cut it off. */
async function post(
  url: string,
  secret: string,
  key: string,
  body: string,
  until: AbortSignal,
): Promise<{ readonly answer: DoorAnswer; readonly again: boolean } | null> {
  const limit = AbortSignal.timeout(tryMs);
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      redirect: 'manual',
      signal: AbortSignal.any([until, limit]),
      headers: {
        'content-type': 'application/json',
        'idempotency-key': key,
        'threshold-signature': signatureOf(secret, body, Math.floor(Date.now() / 1000)),
      },
    });
    await response.body?.cancel();
    const detail = `HTTP ${response.status}`;
    if (response.ok) return { answer: { answered: true, code: 'DONE', detail }, again: false };
    // Busy, too many, or a fault of its own: worth another try. Anything else will not change its mind.
    const again = response.status >= 500 || [408, 425, 429].includes(response.status);
    return { answer: unanswered('REFUSED', detail), again };
  } catch (error) {
    if (until.aborted) return null;
    if (limit.aborted) return { answer: unanswered('NO_ANSWER', `nothing within ${tryMs / 1000} s`), again: true };
    const { code } = ((error as Error).cause ?? {}) as { code?: string };
    return { answer: unanswered('UNREACHABLE', code ?? (error as Error).message), again: true };
  }
}
