import { countOf, shortNumber } from '../../charts/digits.ts';
import { errorText } from '../../texts/error-text.ts';
import { useTexts } from '../frame/use-texts.ts';
import { totalOf } from './layer-values.ts';
import { broughtFiles, foreignFormat } from './network-files.ts';
import { texts } from './texts.ts';
import type { ChosenNetwork } from './use-network.ts';

interface Props {
  readonly chosen: ChosenNetwork;
  /** Files of a person's own are wanted. */
  readonly dropped: boolean;
  readonly tooMuch: boolean;
}

/** The network in a line, or why there is none. */
export function NetworkSaid({ chosen: { hand, busy, trouble }, dropped, tooMuch }: Props) {
  const t = useTexts(texts);
  const alarm = (): string | null => {
    if (tooMuch) return t('tooMuch');
    if (trouble === null) return hand === null && !busy && !dropped ? t('noNetwork') : null;
    if (trouble.code === 'UNREADABLE') {
      const format = dropped ? foreignFormat(broughtFiles() ?? []) : null;
      return format === null ? t('unreadable', { message: trouble.message }) : t('foreign', { format });
    }
    return trouble.code === 'FORBIDDEN' ? t('denied') : errorText(trouble);
  };
  const why = alarm();
  if (why !== null) return <p role="alert">{why}</p>;
  if (hand === null || busy)
    return (
      <p className="quiet viewer-summary" role="status">
        {t(busy ? 'reading' : 'wantFiles')}
      </p>
    );
  const { format, layers, bytes, ms } = hand.network;
  return (
    <p className="quiet viewer-summary" role="status">
      {t('summary', {
        format: t(`format_${format}`),
        layers: layers.length,
        parameters: countOf(totalOf(layers.map(({ parameters }) => parameters))),
        macs: countOf(totalOf(layers.map(({ macs }) => macs))),
        size: bytes < 1e5 ? `${shortNumber(bytes / 1e3)} kB` : `${shortNumber(bytes / 1e6)} MB`,
        ms: Math.round(ms),
      })}
    </p>
  );
}
