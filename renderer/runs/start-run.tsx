import { Button, Text } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';

interface Props {
  readonly label: string;
  /** What happens then, or why it cannot be started. */
  readonly hint: string;
  readonly disabled: boolean;
  /** Resolves when it runs, or has told why it does not. */
  readonly onStart: () => Promise<void>;
}

/** The one primary button of a form for a run, always in view. */
export function StartRun({ label, hint, disabled, onStart }: Props) {
  const [starting, setStarting] = useState(false);
  return (
    <div className="train-start">
      <Button
        fullWidth
        size="md"
        leftSection={<IconPlayerPlay size={20} aria-hidden />}
        loading={starting}
        disabled={disabled}
        onClick={() => {
          setStarting(true);
          void onStart().finally(() => setStarting(false));
        }}
      >
        {label}
      </Button>
      <Text size="xs" className="quiet">
        {hint}
      </Text>
    </div>
  );
}
