import { Group, Radio, Text } from '@mantine/core';
import type { ReactNode } from 'react';

interface OptionCardProps {
  readonly value: string;
  readonly title: string;
  readonly text: string;
  readonly disabled?: boolean;
  readonly children?: ReactNode;
}

/** One answer among few, large enough to explain itself. */
export function OptionCard({ value, title, text, disabled = false, children }: OptionCardProps) {
  return (
    <Radio.Card value={value} disabled={disabled} className="option-card">
      <Group wrap="nowrap" align="flex-start" gap={12}>
        <Radio.Indicator disabled={disabled} mt={2} />
        <div>
          <Text fw={600} component="span">
            {title}
          </Text>
          <Text size="sm">{text}</Text>
          {children}
        </div>
      </Group>
    </Radio.Card>
  );
}
