import { Text, Title } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import './lists.css';

/** Where a list would be: why there is none, and what to do. */
export function Empty({
  icon: Sign,
  title,
  text,
  order = 2,
  children,
}: {
  icon: Icon;
  title: string;
  text?: string;
  /** 1 where the page has no other heading. */
  order?: 1 | 2;
  children?: ReactNode;
}) {
  return (
    <div className="list-empty" role="status">
      <Sign size={48} stroke={1.2} aria-hidden />
      <Title order={order} size="h2">
        {title}
      </Title>
      {text !== undefined && <Text className="quiet">{text}</Text>}
      {children}
    </div>
  );
}
