import { randomUUID } from 'node:crypto';
import type { AccessStore, Passage } from '../../../data/access-store.ts';
import type { StoredCommand } from '../../../data/tables/access/commands.ts';
import type { NewEvent } from '../../../data/tables/events.ts';
import { mqttOutput } from '../../doors/mqtt.ts';
import type { DoorAnswer, DoorCommand, DoorOutput } from '../../doors/output.ts';
import { screenOutput } from '../../doors/screen.ts';
import { webhookOutput } from '../../doors/webhook.ts';
import type { StoredOutput } from './setup.ts';

/** Whoever is before a door waits no longer than this; then it stays shut. */
const openWithinMs = 4000;
/** An emergency is tried for longer. */
const emergencyWithinMs = 30_000;

export interface Saying {
  readonly door: DoorCommand['door'];
  readonly output: StoredOutput;
  readonly action: StoredCommand['action'];
  readonly seconds: number;
  /** Who goes through when it opens. */
  readonly passages: readonly Omit<Passage, 'at'>[];
}

export interface Outbox {
  /**
   * Writes the event and what is to be said because of it, in one step, and only then says it. Each promise ends when its door has
   * answered or its time is over, and that is written, too. `change` is written with the event.
   */
  say(
    event: NewEvent,
    sayings: readonly Saying[],
    change?: () => void,
  ): { readonly seq: number; readonly answers: readonly Promise<DoorAnswer>[] };
  /** Asks the door for an answer without doing anything. Nothing is written. */
  tryOut(door: DoorCommand['door'], output: StoredOutput): Promise<DoorAnswer>;
  /** Outputs are opened anew: their settings may have changed. */
  forget(): void;
  close(): void;
}

interface Options {
  readonly access: AccessStore;
  readonly now: () => Date;
  /** Told of events that were written. */
  readonly told: (seq: number) => void;
}

/**
 * The way from a decision to its door. A command that a killed program left is never sent again: nobody knows whether it was, and nobody
 * stands there any more; it is noted as `lost` (perhaps said) or `expired` (never said). So a door opens at most once a decision, and never late.
 */
export function createOutbox({ access, now, told }: Options): Outbox {
  const outputs = new Map<string, DoorOutput>();
  const closing = new AbortController();
  closeOld({ access, now, told });

  const outputOf = (doorId: string, setting: StoredOutput): DoorOutput => {
    const known = outputs.get(doorId);
    if (known !== undefined) return known;
    const fresh = openOutput(setting);
    outputs.set(doorId, fresh);
    return fresh;
  };

  const send = async (command: DoorCommand, saying: Saying, withinMs: number): Promise<DoorAnswer> => {
    // By a clock that nobody sets.
    const signal = AbortSignal.any([AbortSignal.timeout(withinMs), closing.signal]);
    access.commands.move(command.id, ['pending'], 'sent');
    const answer = await outputOf(command.door.id, saying.output).send(command, signal);
    if (closing.signal.aborted) return answer; // the store may be closed; the next start notes it as lost
    const at = now().toISOString();
    const event = access.settle(
      command.id,
      answer.answered ? 'answered' : 'unanswered',
      doorEvent(at, answer.answered ? doneWord[saying.action] : 'unanswered', command, {
        code: answer.code,
        detail: answer.detail,
        output: saying.output.kind,
      }),
      answer.answered && saying.action === 'open' ? saying.passages.map((one) => ({ ...one, at })) : [],
    );
    if (event !== null) told(event.seq);
    return answer;
  };

  return {
    say(event, sayings, change) {
      const at = now();
      const commands = sayings.map(({ door, action, seconds }) => {
        const withinMs = action === 'open' ? openWithinMs : emergencyWithinMs;
        return {
          id: randomUUID(),
          door,
          action,
          seconds,
          at: at.toISOString(),
          expiresAt: new Date(at.getTime() + withinMs).toISOString(),
        };
      });
      const { seq } = access.record(
        event,
        commands.map(({ id, door, action, at: createdAt, expiresAt }) => ({
          id,
          doorId: door.id,
          action,
          createdAt,
          expiresAt,
        })),
        change,
      );
      told(seq);
      return {
        seq,
        answers: commands.map((command, i) =>
          send(command, sayings[i]!, command.action === 'open' ? openWithinMs : emergencyWithinMs),
        ),
      };
    },
    tryOut(door, output) {
      const at = now();
      const expiresAt = new Date(at.getTime() + openWithinMs).toISOString();
      return outputOf(door.id, output).send(
        { id: randomUUID(), door, action: 'test', seconds: 0, at: at.toISOString(), expiresAt },
        AbortSignal.any([AbortSignal.timeout(openWithinMs), closing.signal]),
      );
    },
    forget() {
      for (const output of outputs.values()) output.close();
      outputs.clear();
    },
    close() {
      closing.abort();
      for (const output of outputs.values()) output.close();
    },
  };
}

const doneWord = { open: 'opened', 'hold-open': 'held-open', lock: 'locked', release: 'released' } as const;

function openOutput(setting: StoredOutput): DoorOutput {
  if (setting.kind === 'screen') return screenOutput();
  if (setting.kind === 'webhook') return webhookOutput({ url: setting.url, secret: setting.secret ?? '' });
  return mqttOutput({ ...setting, password: setting.secret ?? '' });
}

const doorEvent = (
  at: string,
  decision: string,
  { id, door }: { readonly id: string; readonly door: { readonly id: string } },
  details: Readonly<Record<string, unknown>>,
): NewEvent => ({
  at,
  kind: 'door',
  decision,
  personId: null,
  score: null,
  threshold: null,
  runnerUpScore: null,
  modelId: null,
  details: { door: door.id, command: id, ...details },
});

function closeOld({ access, now, told }: Options): void {
  for (const { id, doorId, state, action, eventSeq } of access.commands.unsettled()) {
    const word = state === 'sent' ? 'lost' : 'expired';
    const event = access.settle(
      id,
      word,
      doorEvent(now().toISOString(), word, { id, door: { id: doorId } }, { action, event: eventSeq }),
      [],
    );
    if (event !== null) told(event.seq);
  }
}
