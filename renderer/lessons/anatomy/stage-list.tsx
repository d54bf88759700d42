import type { Walk } from '../../../models/experiments/anatomy/walk.ts';
import { countOf } from '../../charts/digits.ts';
import { useTexts } from '../frame/use-texts.ts';
import { Choice, ChoiceOption } from '../parts/choice.tsx';
import { nameOf } from './stage-name.ts';
import { texts } from './texts.ts';

interface Props {
  readonly walk: Walk;
  readonly chosen: number;
  readonly onChoose: (stage: number) => void;
}

/** The stages in order, each with its shape, parameters and multiply-accumulates; the bar is its share of the latter.  */
export function StageList({ walk: { stages }, chosen, onChoose }: Props) {
  const t = useTexts(texts);
  const most = Math.max(1, ...stages.map(({ macs }) => macs));
  return (
    <Choice className="anatomy-stages" label={t('stages')}>
      {stages.map((stage, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: stages are their places
        <ChoiceOption key={i} chosen={i === chosen} onChoose={() => onChoose(i)}>
          <b>{nameOf(t, stage)}</b>
          <span>{stage.shape.join(' × ')}</span>
          <span className="quiet">
            {countOf(stage.parameters)} {t('weightsWord')}
          </span>
          <span className="quiet">{countOf(stage.macs)} MAC</span>
          <span className="anatomy-bar" style={{ width: `${((100 * stage.macs) / most).toFixed(1)}%` }} />
        </ChoiceOption>
      ))}
    </Choice>
  );
}
