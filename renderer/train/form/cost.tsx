import { useDebouncedValue } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { TrainingRecipe } from '../../../main/contract/recipe.ts';
import { countOf, shortNumber } from '../../charts/digits.ts';
import { useHost } from '../../host/use-host.ts';
import { errorText } from '../../texts/error-text.ts';

const restsMs = 400;

/** What the network costs, before it is trained; the time was measured on this machine. */
export function Cost({ network }: { network: TrainingRecipe['network'] }) {
  const { t } = useTranslation('train');
  const [rested] = useDebouncedValue(network, restsMs);
  const { value, error } = useHost('training.describe', { network: rested });
  if (error !== null && value === null) return <p className="quiet cost-trouble">{errorText(error)}</p>;
  const facts = [
    [t('parameters'), value === null ? '…' : countOf(value.parameters)],
    // Of a network that is trained whole it is the same number.
    ...(value === null || value.trained === value.parameters
      ? []
      : [[t('trainedParameters'), countOf(value.trained)] as const]),
    [t('macs'), value === null ? '…' : countOf(value.macs)],
    [t('perPicture'), value === null ? '…' : t('ms', { ms: shortNumber(value.msPerPicture, 2) })],
  ] as const;
  return (
    <dl className="cost" aria-label={t('cost')}>
      {facts.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
