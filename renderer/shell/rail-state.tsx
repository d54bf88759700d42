import { Anchor, Button, Group, Popover, Progress, Stack, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { IconCameraOff, IconCpu, IconLoader2, IconPhotoSensor, IconRulerMeasure, IconVideo } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useCameraStatus } from '../desk/camera-status.ts';
import { useSettings } from '../host/settings.tsx';
import { useHost } from '../host/use-host.ts';
import { RailSession } from '../session/rail-session.tsx';
import { useJobs } from './jobs.ts';

/** The state of things at a glance: camera, model, calibration, what is running. */
export function RailState() {
  const { t } = useTranslation();
  const { settings, known } = useSettings();
  const status = useCameraStatus();
  const camera = {
    off: { icon: IconCameraOff, text: t('cameraOff') },
    live: { icon: IconVideo, text: t('cameraLive') },
    sample: { icon: IconPhotoSensor, text: t('cameraSample') },
    trouble: { icon: IconCameraOff, text: t('cameraTrouble') },
  }[status];
  const Camera = camera.icon;
  return (
    <section className="rail-state" aria-label={t('state')}>
      <Jobs />
      <span className="rail-fact" data-trouble={status === 'trouble' || undefined}>
        <Camera size={18} stroke={1.6} aria-hidden />
        {camera.text}
      </span>
      {known && (
        <Tooltip label={t('modelInUse', { model: settings.modelId })} position="right">
          <Link href="/settings" className="rail-fact">
            <IconCpu size={18} stroke={1.6} aria-hidden />
            {settings.modelId}
          </Link>
        </Tooltip>
      )}
      <Calibration />
      <RailSession />
    </section>
  );
}

/** Whether the desk's threshold was measured for this site and model, and the way to where it is. */
function Calibration() {
  const { t } = useTranslation();
  const { value } = useHost('identify.thresholds', {}, ['settings.changed', 'people.changed']);
  if (value === null) return null;
  const { state } = value.identify.basis;
  return (
    <Tooltip label={t(`calibrationWhy_${state}`)} position="right" multiline w={240}>
      <Link href="/settings/calibrate" className="rail-fact" data-trouble={state === 'outgrown' || undefined}>
        <IconRulerMeasure size={18} stroke={1.6} aria-hidden />
        {t(`calibration_${state}`)}
      </Link>
    </Tooltip>
  );
}

function Jobs() {
  const { t } = useTranslation();
  const jobs = useJobs();
  const [opened, setOpened] = useState(false);
  if (jobs.length === 0) return null;
  return (
    <Popover opened={opened} onChange={setOpened} position="right-end" withArrow trapFocus>
      <Popover.Target>
        <UnstyledButton className="rail-fact" onClick={() => setOpened(!opened)}>
          <IconLoader2 size={18} stroke={1.6} className="turning" aria-hidden />
          {t('jobs', { count: jobs.length })}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm" w={280}>
          <Text fw={600}>{t('jobsTitle')}</Text>
          {jobs.map((job) => (
            <div key={job.id}>
              <Group justify="space-between" wrap="nowrap">
                {job.href === undefined ? (
                  <Text size="sm">{job.title}</Text>
                ) : (
                  <Anchor component={Link} href={job.href} size="sm" onClick={() => setOpened(false)}>
                    {job.title}
                  </Anchor>
                )}
                <Button size="compact-sm" variant="default" flex="none" onClick={job.cancel}>
                  {job.cancelWord ?? t('cancel')}
                </Button>
              </Group>
              <Progress value={job.total === 0 ? 0 : (job.done / job.total) * 100} aria-label={job.title} mt={4} />
            </div>
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
