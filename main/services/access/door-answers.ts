import type { Door } from '../../contract/access-rules.ts';
import type { PersonRef } from '../../contract/faces.ts';
import type { DoorAnswer } from '../../doors/output.ts';
import type { Core } from '../core.ts';
import { unansweredMs } from './door-looks.ts';
import { type LiveDoors, monotonic } from './live-doors.ts';
import type { Outbox, Saying } from './outbox.ts';
import type { AccessSetup } from './setup.ts';

export interface DoorAnswers {
  /** Writes the event, then says what follows from it; what each door answers is seen on it. Returns the event's number. */
  say(
    event: Parameters<Outbox['say']>[0],
    sayings: readonly { readonly door: Door; readonly saying: Saying }[],
    change?: () => void,
  ): number;
  toSay(door: Door, action: Saying['action'], passages: Saying['passages']): Saying;
}

/** What doors are told, and what is known of them from their answers. */
export function createDoorAnswers(
  core: Pick<Core, 'store' | 'now'>,
  live: LiveDoors,
  outbox: Outbox,
  setup: () => AccessSetup,
): DoorAnswers {
  const opened = (door: Door, saying: Saying): void => {
    const own = live.of(door.id);
    const ms = door.openSeconds * 1000;
    const person = saying.passages[0]?.personId ?? null;
    const at = core.now();
    own.openUntil = monotonic() + ms;
    own.opened = {
      person: person === null ? null : refOf(core, person),
      at: at.toISOString(),
      until: new Date(at.getTime() + ms).toISOString(),
    };
    live.changesIn('shut', door.id, ms);
  };
  const answered = (door: Door, saying: Saying, answer: DoorAnswer): void => {
    const own = live.of(door.id);
    own.answer = answer.detail === '' ? null : answer.detail;
    if (saying.action === 'open') {
      own.opening--;
      if (answer.answered) opened(door, saying);
    }
    if (!answer.answered) {
      own.unansweredAt = monotonic();
      live.changesIn('quiet', door.id, unansweredMs);
    }
    live.changed(door.id);
  };
  return {
    say(event, sayings, change) {
      const { seq, answers } = outbox.say(
        event,
        sayings.map(({ saying }) => saying),
        change,
      );
      for (const [i, { door, saying }] of sayings.entries()) {
        if (saying.action === 'open') live.of(door.id).opening++;
        void answers[i]!.then((answer) => answered(door, saying, answer));
      }
      return seq;
    },
    toSay: (door, action, passages) => ({
      door: { id: door.id, name: door.name },
      output: setup().outputs.get(door.id) ?? { kind: 'screen' },
      action,
      seconds: action === 'open' ? door.openSeconds : 0,
      passages,
    }),
  };
}

/** The person with their name, as long as they are there. */
export function refOf({ store }: Pick<Core, 'store'>, id: string): PersonRef | null {
  const person = store.people.find(id);
  return person && { id: person.id, name: person.name };
}
