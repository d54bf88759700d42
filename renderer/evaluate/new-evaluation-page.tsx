import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { Fold } from '../fields/fold.tsx';
import { call } from '../host/host.ts';
import { StartRun } from '../runs/start-run.tsx';
import { notifyProblem } from '../shell/notify.ts';
import { isWhole, useDraft } from './draft.ts';
import { EvaluateFrame } from './evaluate-frame.tsx';
import { refreshEvaluations, useEvaluations } from './evaluations-store.ts';
import { AdvancedFields } from './form/advanced-fields.tsx';
import { defaultName } from './form/default-name.ts';
import { Holds } from './form/holds.tsx';
import { ModelField } from './form/model-field.tsx';
import { ProtocolFields } from './form/protocol-fields.tsx';
import { ProtocolPicker } from './form/protocol-picker.tsx';

/** A new evaluation: a question and pictures on the left, on the right what they can answer. */
export default function NewEvaluationPage() {
  const { t } = useTranslation('evaluate');
  const [, go] = useLocation();
  const [config, change] = useDraft();
  const { runs } = useEvaluations();
  const active = runs?.find(({ state }) => state === 'running');
  const whole = isWhole(config);
  const start = async (): Promise<void> => {
    const { protocol } = config;
    const outcome = await call('evaluation.start', {
      config,
      name: defaultName(protocol, t(`protocolShort_${protocol.protocol}`)),
    });
    if (!outcome.ok) return void notifyProblem(outcome.error);
    refreshEvaluations();
    go(`/evaluate/run/${outcome.value.runId}`);
  };
  return (
    <EvaluateFrame>
      <div className="train-two">
        <section className="train-side" aria-label={t('newRun')}>
          <Title order={2}>{t('question')}</Title>
          <ProtocolPicker protocol={config.protocol} onChoose={(protocol) => change({ ...config, protocol })} />
          <ProtocolFields protocol={config.protocol} onChange={(protocol) => change({ ...config, protocol })} />
          <ModelField config={config} onChange={change} />
          <Fold title={t('advanced')}>
            <AdvancedFields config={config} onChange={change} />
          </Fold>
          <StartRun
            label={t('start')}
            hint={active !== undefined ? t('busy', { name: active.name }) : whole ? t('startHint') : t('startWants')}
            disabled={!whole || active !== undefined}
            onStart={start}
          />
        </section>
        <div className="train-main">
          <Holds protocol={config.protocol} whole={whole} />
        </div>
      </div>
    </EvaluateFrame>
  );
}
