import { Collapse, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface Props {
  readonly title: string;
  /** At the other end of its line. */
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}

/** What rarely needs a thought, folded away. */
export function Fold({ title, beside, children }: Props) {
  const [open, { toggle }] = useDisclosure(false);
  const button = (
    <UnstyledButton className="fold" aria-expanded={open} onClick={toggle}>
      <IconChevronRight size={16} aria-hidden />
      {title}
    </UnstyledButton>
  );
  return (
    <>
      {beside === undefined ? (
        button
      ) : (
        <div className="folds">
          {button}
          {beside}
        </div>
      )}
      <Collapse expanded={open}>{children}</Collapse>
    </>
  );
}
