import { Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

/** One choice: what is asked and why on the left, the answers on the right. */
export function Question({ title, why, children }: { title: string; why: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className="question" aria-labelledby={id}>
      <div>
        <Title order={2} id={id}>
          {title}
        </Title>
        <Text size="sm" className="quiet">
          {why}
        </Text>
      </div>
      <div className="answers">{children}</div>
    </section>
  );
}
