import { SegmentedControl } from '@mantine/core';
import {
  FACES,
  type FaceKind,
  faceKinds,
  formats,
  leastNonMated,
  nonMatedOf,
} from '../../../models/experiments/latency/formats.ts';
import { timingsOf } from '../../../models/metrics/timings.ts';
import { type Bar, Bars } from '../../charts/bars.tsx';
import { percent, shortNumber } from '../../charts/digits.ts';
import { colours, lineLooks } from '../../charts/palette.ts';
import { useHost } from '../../host/use-host.ts';
import { useMay } from '../../session/session.tsx';
import type { Machine } from './machine.ts';
import type { Settings } from './settings.ts';
import type { Words } from './texts.ts';

interface Props {
  readonly own: Machine | null;
  readonly other: Machine | null;
  readonly faces: FaceKind;
  readonly size: Settings['size'];
  readonly change: (part: Partial<Settings>) => void;
  readonly t: Words;
}

/** This machine's network in its formats, and beside each the other machine's; by whose faces is chosen here. */
export function PrecisionPlot({ own, other, faces, size, change, t }: Props) {
  const asked = useHost('people.list', {}, ['people.changed']);
  // A comparison of one person needs two pictures of them.
  const pictures = (asked.value?.people ?? []).flatMap(({ templates }) => (templates > 1 ? [templates] : []));
  const { people: mostPeople, pictures: mostPictures } = FACES.enrolled[size];
  const enrolled = pictures.length;
  const nonMated = nonMatedOf(pictures.slice(0, mostPeople).map((count) => Math.min(count, mostPictures)));
  const may = useMay('evaluation.start');
  const enough = nonMated >= leastNonMated;
  const measured = [own, other].map((machine) => machine?.precision ?? null);
  const bars = formats.flatMap((id, i) =>
    measured.flatMap((precision, who): Bar[] => {
      const format = precision?.formats.find((one) => one.id === id);
      if (format === undefined) return [];
      const { median, low, high } = timingsOf(format.rounds);
      const short = t(`format_${id}`);
      return [
        {
          ...{ id: `${who} ${id}`, ...lineLooks(i + who * colours), value: median, interval: [low, high] },
          label: who === 0 ? short : t('otherShort', { backend: short, machine: other!.name }),
          said: t('formatSaid', {
            ms: shortNumber(median),
            cosine: format.cosine.toFixed(5),
            fnmr: fnmrSaid(format, t),
            size: shortNumber(format.bytes / 1e6),
          }),
        },
      ];
    }),
  );
  const most = Math.max(1, ...bars.flatMap(({ interval }) => interval?.[1] ?? []));
  const first = measured.find((one) => one !== null) ?? null;
  const chooser = (
    <SegmentedControl
      size="xs"
      aria-label={t('faces')}
      value={faces}
      data={faceKinds.map((id) => ({
        value: id,
        label: t(`faces_${id}`),
        disabled: id === 'enrolled' && !(may && enough) && faces !== 'enrolled',
      }))}
      onChange={(next) => change({ faces: next as FaceKind })}
    />
  );
  return (
    <div className="lat-precision">
      <Bars
        title={first === null ? t('precisionTitleNone') : t('precisionTitle', { model: first.model })}
        hint={t('precisionHint')}
        bars={bars}
        x={{ label: t('ms'), domain: [0, most] }}
        rowWord={t('format')}
        valueWord={t('ms')}
        aside={chooser}
      />
      {measured.map((precision, who) =>
        precision === null ? null : (
          <p key={who === 0 ? 'own' : 'other'}>
            {t(`facesUsed_${precision.of}`, {
              machine: (who === 0 ? own : other)!.name,
              ...{ faces: precision.faces, people: precision.people },
              ...{ mated: precision.mated, nonMated: precision.nonMated },
            })}
          </p>
        ),
      )}
      <p className="quiet">
        {!may
          ? t('facesOfOwner')
          : asked.value !== null && !enough
            ? t('facesTooFew', { enrolled, nonMated, needed: leastNonMated })
            : own?.precision != null && own.precision.of !== faces
              ? t(`facesAnew_${faces}`)
              : t(`facesSaid_${faces}`, { enrolled })}
      </p>
    </div>
  );
}

function fnmrSaid(
  { fnmr, interval }: { readonly fnmr: number | null; readonly interval: readonly [number, number] | null },
  t: Words,
): string {
  if (fnmr === null) return '–';
  const said = percent(fnmr);
  return interval === null
    ? said
    : t('withInterval', { value: said, low: percent(interval[0]), high: percent(interval[1]) });
}
