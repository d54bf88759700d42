import { Button, Group, NativeSelect, Progress, Stack, Text, TextInput, Title } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type LivenessSpecies, livenessSpecies } from '../../../main/contract/liveness.ts';
import { LivePicture } from '../../desk/live-picture.tsx';
import { CueTable } from '../../desk/liveness/cue-table.tsx';
import { useCamera } from '../../desk/use-camera.ts';
import { useDesk } from '../../desk/use-desk.ts';
import { call } from '../../host/host.ts';
import { notify, notifyProblem } from '../../shell/notify.ts';
import './liveness-page.css';

/** Records one presentation after another: what is shown is chosen, a few seconds are looked at, the numbers are kept. */
export function SelfTest() {
  const { t } = useTranslation('liveness');
  const { state } = useCamera();
  const desk = useDesk({ softmax: false }, true);
  const [species, setSpecies] = useState<LivenessSpecies>('genuine');
  const [source, setSource] = useState('');
  const { recording, share, start } = useRecording(desk.camera);
  const cues = desk.looked?.frame.tracks[0]?.liveness?.cues ?? [];
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (source.trim() !== '') void start(species, source.trim());
  };
  return (
    <section className="card" aria-label={t('test')}>
      <div>
        <Title order={2}>{t('test')}</Title>
        <Text className="quiet" size="sm">
          {t('testHint')}
        </Text>
      </div>
      <div className="self-test">
        <div className="self-test-picture">
          {state.kind === 'live' ? (
            <LivePicture
              stream={state.stream}
              frame={desk.looked?.frame ?? null}
              mirrored={!state.sample}
              captured={null}
              onVideo={desk.onVideo}
            />
          ) : (
            <Text>{t('needsCamera')}</Text>
          )}
        </div>
        <form onSubmit={submit}>
          <Stack gap="sm">
            <NativeSelect
              label={t('what')}
              value={species}
              disabled={recording}
              data={livenessSpecies.map((each) => ({ value: each, label: t(`species_${each}`) }))}
              onChange={(event) => setSpecies(event.currentTarget.value as LivenessSpecies)}
            />
            <TextInput
              label={t('source')}
              description={t('sourceHint')}
              value={source}
              disabled={recording}
              maxLength={60}
              autoComplete="off"
              onChange={(event) => setSource(event.currentTarget.value)}
            />
            <Text role="status">{t(`do_${species}`)}</Text>
            {recording ? (
              <Progress value={100 * share} aria-label={t('recording')} transitionDuration={200} />
            ) : (
              <Group>
                <Button type="submit" disabled={desk.camera === null || source.trim() === ''}>
                  {t('start', { seconds: SECONDS })}
                </Button>
              </Group>
            )}
            {recording && cues.length > 0 && <CueTable cues={cues} />}
          </Stack>
        </form>
      </div>
    </section>
  );
}

/** As long as the host says; this is what the button promises. */
const SECONDS = 8;

const tickMs = 200;

function useRecording(camera: string | null) {
  const { t } = useTranslation('liveness');
  const [until, setUntil] = useState<{ readonly from: number; readonly to: number } | null>(null);
  const [now, setNow] = useState(0);
  useEffect(() => {
    if (until === null || camera === null) return;
    const timer = setInterval(() => setNow(performance.now()), tickMs);
    return () => clearInterval(timer);
  }, [until, camera]);
  // Left before its end: nothing of it is kept.
  useEffect(() => {
    if (camera === null) return;
    return () => void call('liveness.testEnd', { camera, keep: false });
  }, [camera]);
  useEffect(() => {
    if (until === null || camera === null || now < until.to) return;
    setUntil(null);
    void call('liveness.testEnd', { camera, keep: true }).then((outcome) => {
      if (!outcome.ok) notifyProblem(outcome.error);
      else if (outcome.value !== null)
        notify({ kind: 'good', message: t('kept', { state: t(`state_${outcome.value.state}`) }) });
    });
  }, [until, now, camera, t]);
  return {
    recording: until !== null,
    share: until === null ? 0 : Math.min(1, (now - until.from) / (until.to - until.from)),
    async start(species: LivenessSpecies, source: string): Promise<void> {
      if (camera === null) return;
      const outcome = await call('liveness.testBegin', { camera, species, source });
      if (!outcome.ok) return void notifyProblem(outcome.error);
      const from = performance.now();
      setNow(from);
      setUntil({ from, to: from + 1000 * outcome.value.seconds });
    },
  };
}
