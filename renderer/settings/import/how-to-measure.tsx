import { Code, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** The two commands that give an imported network its thresholds. */
export function HowToMeasure({ id }: { id: string }) {
  const { t } = useTranslation('modelImport');
  return (
    <>
      <Text size="sm">{t('nextText')}</Text>
      <Code block className="import-commands" tabIndex={0}>
        {[
          `threshold evaluate thresholds --model ${id} --root DIR --images LIST.tsv --json > table.json`,
          `threshold models thresholds ${id} table.json`,
        ].join('\n')}
      </Code>
    </>
  );
}
