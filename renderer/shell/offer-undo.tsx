import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import { useEffect, useRef } from 'react';
import './undo.css';

/** Something was removed and can come back until `until` (milliseconds since 1970), as long as the host keeps it. */
export function offerUndo(text: string, until: number, undo: () => void): void {
  const leftMs = Math.max(0, until - Date.now());
  const id = notifications.show({
    message: (
      <UndoOffer
        text={text}
        leftMs={leftMs}
        onUndo={() => {
          notifications.hide(id);
          undo();
        }}
      />
    ),
    // Not Mantine's own timer, which stops under the pointer: the host's does not.
    autoClose: false,
    closeButtonProps: { 'aria-label': i18next.t('close') },
  });
  setTimeout(() => notifications.hide(id), leftMs);
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
