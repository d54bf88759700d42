import { Button, Checkbox, Menu, Text } from '@mantine/core';
import { IconCode, IconDownload, IconFileTypeHtml, IconFileTypePdf } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportFormat } from '../../../main/contract/evaluation.ts';
import { call } from '../../host/host.ts';
import { saveFile } from '../../lists/save-file.ts';
import { notifyProblem } from '../../shell/notify.ts';
import { useEvaluations } from '../evaluations-store.ts';
import { printPage } from './print-page.ts';

interface Props {
  readonly runId: string;
  /** A second run of the same trials, on the same plots. */
  readonly compareWith?: string;
}

const icons = { html: IconFileTypeHtml, pdf: IconFileTypePdf, json: IconCode } as const;

/** The report as a file: to read, to print, to compute with. */
export function ExportReport({ runId, compareWith }: Props) {
  const { t, i18n } = useTranslation('evaluateReport');
  const { pdf } = useEvaluations();
  const [pictures, setPictures] = useState(true);
  const [busy, setBusy] = useState(false);
  const write = async (wanted: ReportFormat): Promise<void> => {
    // A shell that makes no PDF prints: the browser's dialog saves as one.
    const prints = wanted === 'pdf' && !pdf;
    setBusy(true);
    const outcome = await call('evaluation.report', {
      runId,
      format: prints ? 'html' : wanted,
      language: i18n.language === 'zh' ? 'zh' : 'en',
      pictures,
      ...(compareWith === undefined ? {} : { compareWith }),
    });
    setBusy(false);
    if (!outcome.ok) return void notifyProblem(outcome.error);
    const { fileName, mediaType, bytes } = outcome.value;
    const content = bytes as Uint8Array<ArrayBuffer>;
    if (prints) printPage(content);
    else saveFile(fileName, content, mediaType);
  };
  return (
    <div className="report-export">
      <Menu position="bottom-start" withArrow width="target">
        <Menu.Target>
          <Button fullWidth leftSection={<IconDownload size={18} aria-hidden />} loading={busy}>
            {t('export')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(['html', 'pdf', 'json'] as const).map((format) => {
            const Sign = icons[format];
            return (
              <Menu.Item key={format} leftSection={<Sign size={18} aria-hidden />} onClick={() => void write(format)}>
                {t(`export_${format}`)}
                {format === 'pdf' && !pdf && (
                  <Text size="xs" className="quiet">
                    {t('printHint')}
                  </Text>
                )}
              </Menu.Item>
            );
          })}
        </Menu.Dropdown>
      </Menu>
      <Checkbox
        size="xs"
        label={t('withPictures')}
        checked={pictures}
        onChange={({ currentTarget }) => setPictures(currentTarget.checked)}
      />
    </div>
  );
}
