import { Group, Radio, Text } from '@mantine/core';

interface OptionCardProps {
  readonly value: string;
  readonly title: string;
  readonly text: string;
  readonly disabled?: boolean;
}

/** One answer among few, large enough to explain itself. */
export function OptionCard({ value, title, text, disabled = false }: OptionCardProps) {
  return (
    <Radio.Card value={value} disabled={disabled} className="option-card">
      <Group wrap="nowrap" align="flex-start" gap={12}>
        <Radio.Indicator disabled={disabled} mt={2} />
        <div>
          <Text fw={600} component="span">
            {title}
          </Text>
          <Text size="sm">{text}</Text>
        </div>
      </Group>
    </Radio.Card>
  );
}
