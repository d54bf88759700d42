import { Button } from '@mantine/core';
import { IconCopy, IconTrash } from '@tabler/icons-react';

interface Props {
  readonly again: string;
  readonly onAgain: () => void;
  readonly delete: string;
  readonly onDelete: () => void;
}

/** What can be done with a run that is there: the same once more with changes, or away with it. */
export function AgainOrDelete(props: Props) {
  return (
    <div className="train-acts">
      <Button variant="subtle" leftSection={<IconCopy size={16} aria-hidden />} onClick={props.onAgain}>
        {props.again}
      </Button>
      <Button variant="subtle" color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={props.onDelete}>
        {props.delete}
      </Button>
    </div>
  );
}
