import { Alert, Button } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconAlertTriangle, IconUserPlus } from '@tabler/icons-react';
import { useCallback, useDeferredValue, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/session.tsx';
import { onEnrolWish } from '../shell/wishes.ts';
import { errorText } from '../texts/error-text.ts';
import { CameraPicker } from './camera-picker.tsx';
import { CameraTrouble } from './camera-trouble.tsx';
import { CapturePanel } from './capture/capture-panel.tsx';
import './desk.css';
import { DoorPanel } from './door/door-panel.tsx';
import { DoorPicker } from './door/door-picker.tsx';
import { useDeskDoor } from './door/use-desk-door.ts';
import { useDoorCapture } from './door/use-door-capture.ts';
import { LastEvents } from './last-events.tsx';
import { LivePicture } from './live-picture.tsx';
import { Present } from './present.tsx';
import { SoftmaxBeside } from './softmax-beside.tsx';
import { TraceStrip } from './trace-strip.tsx';
import { useCamera } from './use-camera.ts';
import { useDesk } from './use-desk.ts';

/** Two thirds the picture, one third who is before it and what happened last; Enrol turns that third into the guided capture. */
export default function DeskPage() {
  const { t } = useTranslation('desk');
  const camera = useCamera();
  const mayEnrol = useMay('enrol.fromImages');
  const [softmax, setSoftmax] = useLocalStorage({
    key: 'threshold.deskSoftmax',
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const [capturing, setCapturing] = useState(false);
  const door = useDeskDoor(camera);
  const desk = useDesk({ softmax, ...(door.ask !== null && { door: door.ask }) }, capturing);
  useDoorCapture(door.ask, camera.state.kind === 'live', desk.looked);
  // The marks are drawn first; what stands beside the picture may come a moment later.
  const looked = useDeferredValue(desk.looked);
  const [wishedName, setWishedName] = useState('');
  const [captured, setCaptured] = useState<number | null>(null);
  const [mirror, setMirror] = useLocalStorage({
    key: 'threshold.mirror',
    defaultValue: true,
    getInitialValueInEffect: false,
  });
  const { state } = camera;
  // Photos and their writing are not shown the wrong way round.
  const mirrored = mirror && state.kind === 'live' && !state.sample;

  useEffect(
    () =>
      onEnrolWish((name) => {
        setWishedName(name);
        setCapturing(true);
      }),
    [],
  );
  const beginCapture = useCallback(() => setCapturing(true), []);
  const endCapture = useCallback(() => {
    setCapturing(false);
    setWishedName('');
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
          <DoorPicker door={door} />
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
          <CapturePanel
            key={wishedName}
            initialName={wishedName}
            looked={looked}
            live={state.kind === 'live'}
            onProgress={setCaptured}
            onEnd={endCapture}
          />
        ) : (
          <>
            {door.ask !== null && <DoorPanel doorId={door.ask.id} />}
            {mayEnrol && (
              <Button size="lg" fullWidth leftSection={<IconUserPlus size={22} aria-hidden />} onClick={beginCapture}>
                {t('enrol')}
              </Button>
            )}
            {state.kind === 'live' && <Present looked={looked} onEnrol={beginCapture} />}
            {state.kind === 'live' && <SoftmaxBeside looked={looked} on={softmax} onSwitch={setSoftmax} />}
            <LastEvents />
          </>
        )}
      </aside>
    </div>
  );
}
