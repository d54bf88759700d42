import { Alert, LoadingOverlay } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAlertTriangle, IconReportAnalytics } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallError } from '../../../main/contract/errors.ts';
import type { EvaluationProtocol } from '../../../main/contract/evaluation.ts';
import type { CallOutput } from '../../../main/contract/index.ts';
import { call } from '../../host/host.ts';
import { Empty } from '../../lists/empty.tsx';
import { errorText } from '../../texts/error-text.ts';
import { Tiles } from '../tiles.tsx';
import { CanShow } from './can-show.tsx';

const restsMs = 500;

type Held = CallOutput<'evaluation.inspect'>;

/** What the pictures hold and which rates they can show, before anything is computed. */
export function Holds({ protocol, whole }: { protocol: EvaluationProtocol; whole: boolean }) {
  const { t, i18n } = useTranslation('evaluate');
  const { held, error, looking } = useHeld(protocol, whole);
  if (!whole) return <Empty icon={IconReportAnalytics} title={t('holdsNothing')} text={t('holdsNothingText')} />;
  const number = (value: number): string => value.toLocaleString(i18n.language);
  return (
    <section className="card evaluate-holds" aria-label={t('holds')} aria-busy={looking}>
      <h3>{t('holds')}</h3>
      {held === null && error === null && (
        <div className="evaluate-looking">
          <LoadingOverlay visible aria-label={t('looking')} />
        </div>
      )}
      {error !== null && (
        <Alert color="orange" icon={<IconAlertTriangle />} role="alert" title={t('holdsTrouble')}>
          {errorText(error)}
          {i18n.language !== 'en' && (
            <p lang="en" className="evaluate-host-words">
              {error.message}
            </p>
          )}
        </Alert>
      )}
      {held !== null && error === null && (
        <>
          <Tiles
            tiles={[
              ...(held.people === null ? [] : [{ value: number(held.people), label: t('people') }]),
              { value: number(held.images), label: t('images') },
              ...(protocol.protocol === 'verification' || protocol.protocol === 'all-pairs'
                ? [
                    { value: number(held.mated), label: t('mated') },
                    { value: number(held.nonMated), label: t('nonMated') },
                  ]
                : [
                    { value: number(held.enrolled), label: t('enrolled') },
                    { value: number(held.knownProbes), label: t('knownProbes') },
                    { value: number(held.unknownProbes), label: t('unknownProbes') },
                  ]),
            ]}
          />
          <CanShow protocol={protocol} nonMated={held.nonMated} strangers={held.unknownProbes} />
        </>
      )}
    </section>
  );
}

/** Asked once the words have come to rest; the last answer stays while the next is on its way. */
function useHeld(protocol: EvaluationProtocol, whole: boolean) {
  const [rested] = useDebouncedValue(JSON.stringify(protocol), restsMs);
  const [state, setState] = useState<{ of: string; held: Held | null; error: CallError | null }>({
    of: '',
    held: null,
    error: null,
  });
  useEffect(() => {
    if (!whole || rested !== JSON.stringify(protocol)) return;
    let current = true;
    void call('evaluation.inspect', { protocol: JSON.parse(rested) as EvaluationProtocol }).then((outcome) => {
      if (current)
        setState(
          outcome.ok
            ? { of: rested, held: outcome.value, error: null }
            : { of: rested, held: null, error: outcome.error },
        );
    });
    return () => {
      current = false;
    };
  }, [rested, whole, protocol]);
  return { ...state, looking: state.of !== JSON.stringify(protocol) };
}
