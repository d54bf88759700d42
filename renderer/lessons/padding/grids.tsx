import { kernelOf } from '../../../models/padding/kernels.ts';
import { sourceOf } from '../../../models/padding/pad.ts';
import { useCursor } from '../../charts/use-cursor.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { useTexts } from '../frame/use-texts.ts';
import { workedGrid } from './grid-of.ts';
import { NumberGrid, short } from './number-grid.tsx';
import { GRID, type Settings } from './settings.ts';
import { texts } from './texts.ts';

/** So many products of a sum are written out. */
const written = 9;

/** The padded digits beside the outputs: pointing at one shows what it is made of. */
export function Grids({ settings }: Pick<ViewProps<Settings>, 'settings'>) {
  const t = useTexts(texts);
  const input = useCursor();
  const output = useCursor();
  const worked = workedGrid(settings);
  const { kind, constant, kernel: id, k, by, stride, dilation, step } = settings;
  if (typeof worked === 'string')
    return (
      <p className="lesson-refused" role="status">
        {t(`refused_${worked}`, {
          kind: t(`kind_${kind}`),
          by,
          n: GRID,
          k,
          span: dilation * (k - 1) + 1,
          all: GRID + 2 * by,
        })}
      </p>
    );
  const { padded, output: outputs } = worked;
  const shown = Math.min(step ?? outputs.values.length, outputs.values.length);
  const kernel = kernelOf(id, k);
  // While stepping, the newest output is explained without pointing at it.
  const told = output.x !== null && output.x < shown ? output.x : shown === outputs.values.length ? null : shown - 1;
  const taps =
    told === null || told < 0
      ? []
      : Array.from({ length: k * k }, (_, tap) => {
          const row = Math.floor(told / outputs.columns) * stride + Math.floor(tap / k) * dilation;
          const column = (told % outputs.columns) * stride + (tap % k) * dilation;
          return { at: row * padded.columns + column, weight: kernel.values[tap]! };
        });
  const sum = (): string => {
    const value = short(outputs.values[told!]!);
    const numbers = taps.map(({ at }) => short(padded.values[at]!));
    const [few, more] = [taps.slice(0, written), taps.length > written ? ' + …' : ''];
    return id === 'mean'
      ? `(${numbers.slice(0, written).join(' + ')}${more}) / ${k * k} = ${value}`
      : `${few.map(({ weight }, i) => `${short(weight)} · ${numbers[i]}`).join(' + ')}${more} = ${value}`;
  };
  const source = (i: number): number | null => {
    const rows = sourceOf(kind, Math.floor(i / padded.columns) - by, GRID);
    const columns = sourceOf(kind, (i % padded.columns) - by, GRID);
    return rows === null || columns === null ? null : (rows + by) * padded.columns + columns + by;
  };
  const isOwn = (row: number, column: number): boolean =>
    row >= by && row < by + GRID && column >= by && column < by + GRID;
  const place = (i: number): string => `${Math.floor(i / padded.columns) + 1 - by}, ${(i % padded.columns) + 1 - by}`;
  const at = input.x;
  const from = at === null ? null : source(at);
  const inputSaid =
    at === null
      ? t('inputRead')
      : from === at
        ? t('cellOwn', { place: place(at), value: short(padded.values[at]!) })
        : from === null
          ? t('cellFixed', { place: place(at), value: kind === 'zero' ? 0 : constant })
          : t('cellCopy', { place: place(at), from: place(from), value: short(padded.values[at]!) });
  return (
    <div className="padding-grids">
      <div>
        <NumberGrid
          title={t('inputTitle', { side: padded.rows })}
          hint={t('inputHint')}
          plane={padded}
          look={(row, column) => (isOwn(row, column) ? 'own' : 'added')}
          lit={new Set(taps.map((tap) => tap.at))}
          from={from}
          cursor={input}
          rowWord={t('row')}
          read={t('inputRead')}
          said={inputSaid}
        />
        <p className="padding-sum">{inputSaid}</p>
      </div>
      <div>
        <NumberGrid
          title={t('outputTitle', { side: outputs.rows })}
          hint={t('outputHint')}
          plane={outputs}
          look={() => 'output'}
          lit={new Set()}
          cursor={output}
          shown={shown}
          rowWord={t('row')}
          read={t('outputRead')}
          said={told === null || told < 0 ? t('outputRead') : sum()}
        />
        <p className="padding-sum">{told === null || told < 0 ? t('outputRead') : sum()}</p>
      </div>
    </div>
  );
}
