import { Button, Group, Text } from '@mantine/core';
import i18next from 'i18next';
import { useEffect, useRef } from 'react';
import type { PersonRef } from '../../main/contract/faces.ts';
import { call } from '../host/host.ts';
import { closeNote, notify, notifyProblem } from '../shell/notify.ts';
import './undo.css';

/** Removes people at once, with an undo for as long as the host keeps them; `now` erases without the wait. True when all are removed. */
export async function removePeople(people: readonly PersonRef[], { now = false } = {}): Promise<boolean> {
  const removed: PersonRef[] = [];
  let undoUntil = 0;
  for (const person of people) {
    const outcome = await call('people.remove', { id: person.id, now });
    if (!outcome.ok) {
      notifyProblem(outcome.error);
      break;
    }
    removed.push(person);
    // The first removed is the first to be erased: while all can come back, undo is offered.
    undoUntil = undoUntil === 0 ? Date.parse(outcome.value.undoUntil) : undoUntil;
  }
  if (removed.length > 0) {
    if (now) notify({ message: saidOf(removed, 'erased') });
    else offerUndo(removed, undoUntil);
  }
  return removed.length === people.length;
}

const t = () => i18next.getFixedT(null, 'people');

function saidOf(people: readonly PersonRef[], what: 'removed' | 'erased'): string {
  const [first, ...others] = people;
  return others.length === 0
    ? t()(`${what}One`, { name: first?.name ?? '' })
    : t()(`${what}Many`, { count: people.length });
}

function offerUndo(people: readonly PersonRef[], until: number): void {
  const leftMs = Math.max(0, until - Date.now());
  const undo = async (): Promise<void> => {
    closeNote(id);
    for (const person of people) {
      const outcome = await call('people.undoRemove', { id: person.id });
      if (!outcome.ok) return void notifyProblem(outcome.error);
    }
    const [first, ...others] = people;
    notify({
      message:
        others.length === 0 ? t()('backOne', { name: first?.name ?? '' }) : t()('backMany', { count: people.length }),
    });
  };
  const id = notify({
    message: <UndoOffer text={saidOf(people, 'removed')} leftMs={leftMs} onUndo={() => void undo()} />,
    // Not Mantine's own timer, which stops under the pointer: the host's does not.
    lasts: false,
  });
  setTimeout(() => closeNote(id), leftMs);
}

function UndoOffer({ text, leftMs, onUndo }: { text: string; leftMs: number; onUndo: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  // What was pressed to remove is gone with its row, and the focus with it: the next thing wanted is here.
  useEffect(() => button.current?.focus({ preventScroll: true }), []);
  return (
    <>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" className="undo-text">
          {text}
        </Text>
        <Button ref={button} size="compact-sm" variant="default" onClick={onUndo}>
          {i18next.t('undo')}
        </Button>
      </Group>
      <span className="undo-left" style={{ animationDuration: `${leftMs}ms` }} aria-hidden />
    </>
  );
}
