import { Button, Modal, Text, Title } from '@mantine/core';
import { IconLock, IconLogin2 } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CameraTrouble } from '../desk/camera-trouble.tsx';
import { DoorPanel } from '../desk/door/door-panel.tsx';
import { useLockedDoor } from '../desk/door/use-desk-door.ts';
import { useDoorCapture } from '../desk/door/use-door-capture.ts';
import { LivePicture } from '../desk/live-picture.tsx';
import { nearestTrack } from '../desk/nearest-track.ts';
import { useCamera } from '../desk/use-camera.ts';
import { useDesk } from '../desk/use-desk.ts';
import { Decision } from '../faces/decision.tsx';
import { LanguageSwitch } from '../start/language-switch.tsx';
import { useSession } from './session.tsx';
import { SignInForm } from './sign-in-form.tsx';
import '../desk/desk.css';
import './session.css';

/** What is shown while nobody is signed in: the Desk, to recognise and nothing else, where the owner lets it; else the way in alone. */
export function LockedPage() {
  const { policy } = useSession();
  return policy.lockedDesk ? <LockedDesk /> : <LockedOut />;
}

function LockedOut() {
  const { t } = useTranslation('session');
  return (
    <main className="start">
      <div className="unlock">
        <IconLock size={36} stroke={1.4} aria-hidden />
        <Title order={1}>{t('lockedTitle')}</Title>
        <Text>{t('signInLead')}</Text>
        <SignInForm />
        <LanguageSwitch />
      </div>
    </main>
  );
}

/** The kiosk's picture, too: nothing here leads anywhere but to the password. */
function LockedDesk() {
  const { t } = useTranslation(['session', 'shell']);
  const camera = useCamera();
  const door = useLockedDoor(camera);
  const desk = useDesk({ softmax: false, ...(door !== null && { door }) }, false);
  useDoorCapture(door, camera.state.kind === 'live', desk.looked);
  const [asks, setAsks] = useState(false);
  const { state } = camera;
  const nearest = nearestTrack(desk.looked?.frame.tracks ?? []);
  return (
    <main className="locked-desk">
      <h1 className="visually-hidden">{t('lockedTitle')}</h1>
      <div className="locked-look" data-door={door !== null || undefined}>
        <section className="desk-picture">
          <div className="stage">
            {state.kind === 'live' ? (
              <LivePicture
                stream={state.stream}
                frame={desk.looked?.frame ?? null}
                mirrored={!state.sample}
                captured={null}
                onVideo={desk.onVideo}
              />
            ) : (
              <CameraTrouble camera={camera} samples={false} />
            )}
          </div>
        </section>
        {door !== null && <DoorPanel doorId={door.id} />}
      </div>
      <footer className="locked-foot">
        <p className="locked-who" role="status">
          {state.kind !== 'live' ? null : nearest === null ? (
            <span className="quiet">{t('nobody')}</span>
          ) : (
            <>
              <Decision state={nearest.state} name={nearest.person?.name} size={36} />
              {nearest.state === 'rejected' && <span className="quiet">{t('rejected')}</span>}
            </>
          )}
        </p>
        <div className="locked-in">
          <Text size="sm" className="quiet locked-said">
            <IconLock size={18} stroke={1.6} aria-hidden />
            {t('lockedDesk')}
          </Text>
          <Button variant="default" leftSection={<IconLogin2 size={18} aria-hidden />} onClick={() => setAsks(true)}>
            {t('signIn')}
          </Button>
        </div>
      </footer>
      <Modal
        opened={asks}
        onClose={() => setAsks(false)}
        title={t('signIn')}
        closeButtonProps={{ 'aria-label': t('shell:close') }}
      >
        <SignInForm />
      </Modal>
    </main>
  );
}
