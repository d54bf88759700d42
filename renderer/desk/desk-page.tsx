import { Alert, Button } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconAlertTriangle, IconUserPlus } from '@tabler/icons-react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { onEnrolWish } from '../shell/wishes.ts';
import { errorText } from '../texts/error-text.ts';
import { CameraPicker } from './camera-picker.tsx';
import { CameraTrouble } from './camera-trouble.tsx';
import { CapturePanel } from './capture/capture-panel.tsx';
import './desk.css';
import { LastEvents } from './last-events.tsx';
import { LivePicture } from './live-picture.tsx';
import { Present } from './present.tsx';
import { TraceStrip } from './trace-strip.tsx';
import { useCamera } from './use-camera.ts';
import { useDesk } from './use-desk.ts';

/** Two thirds the picture, one third who is before it and what happened last; Enrol turns that third into the guided capture. */
export default function DeskPage() {
  const { t } = useTranslation('desk');
  const camera = useCamera();
  const desk = useDesk();
  const [capturing, setCapturing] = useState(false);
  const [captured, setCaptured] = useState<number | null>(null);
  const [mirror, setMirror] = useLocalStorage({
    key: 'threshold.mirror',
    defaultValue: true,
    getInitialValueInEffect: false,
  });
  const { state } = camera;
  // Photos and their writing are not shown the wrong way round.
  const mirrored = mirror && state.kind === 'live' && !state.sample;

  useEffect(() => onEnrolWish(() => setCapturing(true)), []);
  const endCapture = useCallback(() => {
    setCapturing(false);
    setCaptured(null);
  }, []);

  return (
    <div className="desk">
      <h1 className="visually-hidden">{t('title')}</h1>
      <section className="desk-picture">
        <div className="stage">
          {state.kind === 'live' ? (
            <LivePicture
              stream={state.stream}
              frame={desk.looked?.frame ?? null}
              mirrored={mirrored}
              captured={captured}
              onVideo={desk.onVideo}
            />
          ) : (
            <CameraTrouble camera={camera} />
          )}
        </div>
        <footer className="desk-foot">
          {desk.times === null ? <span /> : <TraceStrip times={desk.times} />}
          <CameraPicker camera={camera} mirrored={mirror} onMirror={setMirror} />
        </footer>
      </section>
      <aside className="desk-side">
        {desk.error !== null && (
          <Alert color="orange" icon={<IconAlertTriangle />} role="alert">
            {t('engineTrouble', { why: errorText(desk.error) })}
          </Alert>
        )}
        {capturing ? (
          <CapturePanel looked={desk.looked} live={state.kind === 'live'} onProgress={setCaptured} onEnd={endCapture} />
        ) : (
          <>
            <Button
              size="lg"
              fullWidth
              leftSection={<IconUserPlus size={22} aria-hidden />}
              onClick={() => setCapturing(true)}
            >
              {t('enrol')}
            </Button>
            {state.kind === 'live' && <Present looked={desk.looked} onEnrol={() => setCapturing(true)} />}
            <LastEvents />
          </>
        )}
      </aside>
    </div>
  );
}
