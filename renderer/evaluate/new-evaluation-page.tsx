import { Button, Collapse, Text, Title, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronRight, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { call } from '../host/host.ts';
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
  const [advanced, { toggle }] = useDisclosure(false);
  const [starting, setStarting] = useState(false);
  const { runs } = useEvaluations();
  const active = runs?.find(({ state }) => state === 'running');
  const whole = isWhole(config);
  const start = async (): Promise<void> => {
    setStarting(true);
    const { protocol } = config;
    const outcome = await call('evaluation.start', {
      config,
      name: defaultName(protocol, t(`protocolShort_${protocol.protocol}`)),
    });
    setStarting(false);
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
          <UnstyledButton className="fold" aria-expanded={advanced} onClick={toggle}>
            <IconChevronRight size={16} aria-hidden />
            {t('advanced')}
          </UnstyledButton>
          <Collapse expanded={advanced}>
            <AdvancedFields config={config} onChange={change} />
          </Collapse>
          <div className="train-start">
            <Button
              fullWidth
              size="md"
              leftSection={<IconPlayerPlay size={20} aria-hidden />}
              loading={starting}
              disabled={!whole || active !== undefined}
              onClick={() => void start()}
            >
              {t('start')}
            </Button>
            <Text size="xs" className="quiet">
              {active !== undefined ? t('busy', { name: active.name }) : whole ? t('startHint') : t('startWants')}
            </Text>
          </div>
        </section>
        <div className="train-main">
          <Holds protocol={config.protocol} whole={whole} />
        </div>
      </div>
    </EvaluateFrame>
  );
}
