import { Button, Menu } from '@mantine/core';
import { IconAdjustments, IconBraces, IconDownload, IconLink, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { saveSheet } from '../../charts/save-sheet.ts';
import { saveFile } from '../../lists/save-file.ts';
import { copyText } from '../../shell/copy-text.ts';
import { notify } from '../../shell/notify.ts';
import { printPage } from '../../shell/print-page.ts';
import { keepDraft } from '../choice-draft.ts';
import { linkOf } from '../choice-text.ts';
import { isActive, useComparisons } from '../comparisons-store.ts';
import { deleteComparison } from '../delete-comparison.ts';
import { startComparison } from '../start-comparison.ts';
import { comparisonJson, summaryCsv } from './export.ts';
import type { ComparisonDetail } from './use-comparison.ts';

/** What can be done with a comparison: taken elsewhere, run again, changed, deleted. */
export function Acts({ detail }: { detail: ComparisonDetail }) {
  const { t } = useTranslation(['compareRun', 'compareWords']);
  const [, go] = useLocation();
  const [starting, setStarting] = useState(false);
  const { comparisons } = useComparisons();
  const busy = comparisons?.some(isActive) ?? false;
  const { comparison } = detail;
  const { id, choice } = comparison;
  const title = t(`compareWords:scenario_${choice.scenario}`);
  const copy = async (text: string): Promise<void> => {
    const copied = await copyText(text);
    notify(copied ? { kind: 'good', message: t('copied') } : { kind: 'warning', message: t('notCopied') });
  };
  const again = async (): Promise<void> => {
    setStarting(true);
    const next = await startComparison(choice);
    setStarting(false);
    if (next !== null) go(`/compare/run/${next}`);
  };
  const save = {
    json: () => saveFile('comparison.json', comparisonJson(detail), 'application/json'),
    csv: () => saveFile('comparison.csv', summaryCsv(detail), 'text/csv'),
    png: () => void saveSheet(title, document.querySelector('.compare') ?? document),
    pdf: () => void printPage(),
  } as const;
  return (
    <div className="field-stack no-print">
      <div className="compare-pair">
        <Button
          variant="default"
          leftSection={<IconBraces size={16} aria-hidden />}
          onClick={() => void copy(comparisonJson(detail))}
        >
          {t('copyJson')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconLink size={16} aria-hidden />}
          onClick={() => void copy(linkOf(choice, location.origin))}
        >
          {t('copyLink')}
        </Button>
      </div>
      <Menu position="bottom-start" withArrow>
        <Menu.Target>
          <Button
            variant="default"
            fullWidth
            disabled={detail.results === null}
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {t('export')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(['json', 'csv', 'png', 'pdf'] as const).map((format) => (
            <Menu.Item key={format} onClick={save[format]}>
              {t(`export_${format}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <div className="train-acts">
        <Button
          variant="subtle"
          leftSection={<IconRefresh size={16} aria-hidden />}
          loading={starting}
          disabled={busy}
          onClick={() => void again()}
        >
          {t('again')}
        </Button>
        <Button
          variant="subtle"
          leftSection={<IconAdjustments size={16} aria-hidden />}
          onClick={() => {
            keepDraft(choice);
            go('/compare/new');
          }}
        >
          {t('change')}
        </Button>
        <Button
          variant="subtle"
          color="red"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => {
            go('/compare/all');
            void deleteComparison(id);
          }}
        >
          {t('delete')}
        </Button>
      </div>
    </div>
  );
}
