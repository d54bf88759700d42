import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconFileTypeCsv, IconPhotoDown, IconTable } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Cell } from '../lists/csv.ts';
import { ChartTable } from './chart-table.tsx';
import './charts.css';
import { saveCsv } from './save-csv.ts';
import { savePng } from './save-png.ts';

/** What a chart shows, as rows. */
export interface ChartData {
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

interface Props {
  readonly title: string;
  /** One sentence of what the figure means. */
  readonly hint?: string;
  readonly data: ChartData;
  /** Stands in the title's line, on the right. */
  readonly aside?: ReactNode;
  /** Saves all of it, where the page shows a part. */
  readonly saveWhole?: () => void;
  readonly children: ReactNode;
}

/** What every chart has: its title, its numbers as a table, and the picture and numbers as files. */
export function ChartFrame({ title, hint, data, aside, saveWhole, children }: Props) {
  const { t } = useTranslation('charts');
  const figure = useRef<HTMLElement>(null);
  const [asTable, setAsTable] = useState(false);
  return (
    <figure className="chart" ref={figure}>
      <figcaption className="chart-head">
        <h3>{title}</h3>
        <div className="chart-aside">
          {aside}
          <Menu position="bottom-end" withArrow>
            <Menu.Target>
              <ActionIcon size="sm" color="gray" aria-label={t('menu', { title })}>
                <IconDots size={16} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconTable size={16} aria-hidden />} onClick={() => setAsTable(!asTable)}>
                {asTable ? t('hideTable') : t('showTable')}
              </Menu.Item>
              {saveWhole !== undefined && (
                <Menu.Item leftSection={<IconPhotoDown size={16} aria-hidden />} onClick={saveWhole}>
                  {t('saveWhole')}
                </Menu.Item>
              )}
              <Menu.Item
                leftSection={<IconPhotoDown size={16} aria-hidden />}
                onClick={() => {
                  const svg = figure.current?.querySelector<SVGSVGElement>('.chart-plot > svg');
                  if (svg) void savePng(title, svg);
                }}
              >
                {t(saveWhole === undefined ? 'savePng' : 'saveView')}
              </Menu.Item>
              <Menu.Item leftSection={<IconFileTypeCsv size={16} aria-hidden />} onClick={() => saveCsv(title, data)}>
                {t('saveCsv')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
        {hint !== undefined && <p className="quiet">{hint}</p>}
      </figcaption>
      {children}
      <ChartTable title={title} data={data} shown={asTable} />
    </figure>
  );
}
