import { useEffect, useMemo, useRef } from 'react';
import { amountOf } from '../../../models/degrade/degrade.ts';
import type { Strip, StripInput } from '../../../models/experiments/high-level/strip.ts';
import { sent } from '../../../models/experiments/low-level/pixels.ts';
import type { RgbImage } from '../../../models/image.ts';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { CursorTrack } from '../../charts/cursor-track.tsx';
import { shortNumber } from '../../charts/digits.ts';
import { useCursor } from '../../charts/use-cursor.ts';
import { useWidth } from '../../charts/use-width.ts';
import { useTask } from '../frame/use-task.ts';
import { useTexts } from '../frame/use-texts.ts';
import { addressOfSent } from '../low-level/address.ts';
import { texts as kinds } from '../low-level/texts.ts';
import { type Settings, strengths } from './settings.ts';
import { texts } from './texts.ts';

interface Props {
  readonly chip: RgbImage | null;
  readonly settings: Settings;
}

const gap = 12;
const foot = 24;

/** The face as it goes bad, at the strengths where networks are asked; those that the cures learn from are framed. */
export function StripWall({ chip, settings: { degradation, strength, seed } }: Props) {
  const t = useTexts(texts);
  const k = useTexts(kinds);
  const [plot, width] = useWidth();
  const cursor = useCursor();
  const { running, result, start } = useTask<Strip>('high-level', 'strip');
  const input = useMemo<StripInput | null>(
    () => chip && { face: sent(chip), degradation, strengths, seed },
    [chip, degradation, seed],
  );
  const started = useRef<StripInput | null>(null);
  useEffect(() => {
    if (input === null || running || started.current === input) return;
    started.current = input;
    start(input);
  }, [input, running, start]);
  const addresses = useMemo(() => result?.pictures.map(addressOfSent) ?? [], [result]);
  const each = Math.max(48, Math.min(260, (width - gap * (strengths.length - 1)) / strengths.length));
  const height = each + foot;
  const amount = (at: number): string =>
    at === 0 ? k('clean') : k(`amount_${degradation}`, { amount: shortNumber(amountOf(degradation, at), 2) });
  const told = cursor.x === null ? undefined : strengths[cursor.x];
  const said =
    told === undefined
      ? t('stripRead')
      : t(told > 0 && told <= strength ? 'stripLearnt' : 'stripAsked', { strength: told, amount: amount(told) });
  return (
    <div aria-busy={running || (input !== null && started.current !== input)}>
      <ChartFrame
        title={t('stripTitle', { kind: k(`kind_${degradation}`) })}
        hint={said}
        data={{ head: [t('strength'), t('amount')], rows: strengths.map((at) => [at, amount(at)]) }}
      >
        <div className="chart-plot" ref={plot} style={{ height }}>
          <svg
            width={Math.max(1, width)}
            height={height}
            role="img"
            aria-label={t('stripTitle', { kind: degradation })}
          >
            {addresses.map((address, i) => (
              <g key={strengths[i]}>
                <image href={address} x={i * (each + gap)} y={0} width={each} height={each} />
                {strengths[i]! > 0 && strengths[i]! <= strength && (
                  <rect className="tasks-learnt" x={i * (each + gap)} y={0} width={each} height={each} />
                )}
                <text className="tasks-amount" x={i * (each + gap)} y={each + 16}>
                  {amount(strengths[i]!)}
                </text>
              </g>
            ))}
          </svg>
          <CursorTrack
            label={t('stripRead')}
            said={said}
            stops={strengths.map((_, i) => i)}
            cursor={cursor}
            stopAt={(px) => {
              const i = Math.floor(px / (each + gap));
              return i >= 0 && i < strengths.length ? i : null;
            }}
          />
        </div>
      </ChartFrame>
    </div>
  );
}
