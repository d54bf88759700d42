import { useTranslation } from 'react-i18next';
import { PlaceField } from '../../fields/place-field.tsx';
import { useEvaluations } from '../evaluations-store.ts';
import { pathsOf } from './protocols.ts';

interface Props {
  readonly label: string;
  readonly description?: string;
  readonly placeholder?: string;
  readonly value: string;
  readonly onChange: (path: string) => void;
}

/** A place on this machine; those of earlier evaluations are offered. */
export function PathField({ placeholder, ...field }: Props) {
  const { t } = useTranslation('evaluate');
  const { runs } = useEvaluations();
  const known = [...new Set((runs ?? []).flatMap(({ config }) => pathsOf(config.protocol)))];
  return <PlaceField {...field} placeholder={placeholder ?? t('pathHint')} known={known} />;
}
