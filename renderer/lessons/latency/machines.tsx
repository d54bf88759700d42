import { ActionIcon, Button, FileButton, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload, IconUpload, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fileNamePart, saveFile } from '../../lists/save-file.ts';
import { type Machine, readMachine } from './machine.ts';
import { isUnnamed, type Words } from './texts.ts';

interface Props {
  readonly own: Machine | null;
  readonly other: Machine | null;
  readonly onName: (name: string) => void;
  readonly onOther: (machine: Machine | null) => void;
  readonly t: Words;
}

/** This machine's measurement as a file, and another's beside it. */
export function Machines({ own, other, onName, onOther, t }: Props) {
  const { i18n } = useTranslation();
  // While somebody writes it may be empty; a machine is not without a name.
  const [written, setWritten] = useState<string | null>(null);
  const take = async (file: File | null): Promise<void> => {
    if (file === null) return;
    const machine = readMachine(await file.text());
    if (machine === null) notifications.show({ message: t('machineRefused'), color: 'red' });
    else onOther(isUnnamed(machine.name) ? { ...machine, name: t('otherMachine') } : machine);
  };
  const moment = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const line = ({ name, processors, at, runs }: Machine): string =>
    t('machineLine', { name, processors, at: moment.format(new Date(at)), runs });
  return (
    <section className="lat-machines" aria-label={t('machines')}>
      <h3>{t('machines')}</h3>
      <div className="lat-machine-row">
        <TextInput
          size="xs"
          aria-label={t('machineName')}
          value={written ?? own?.name ?? t('thisMachine')}
          disabled={own === null}
          maxLength={80}
          onChange={(event) => {
            setWritten(event.currentTarget.value);
            onName(event.currentTarget.value);
          }}
          onBlur={() => setWritten(null)}
        />
        <span className="quiet">{own === null ? t('notMeasured') : line(own)}</span>
        <Button
          size="compact-sm"
          variant="default"
          disabled={own === null}
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() =>
            own !== null &&
            saveFile(`${fileNamePart(`latency ${own.name}`)}.json`, JSON.stringify(own, null, 1), 'application/json')
          }
        >
          {t('exportMachine')}
        </Button>
        <FileButton onChange={(file) => void take(file)} accept="application/json">
          {(props) => (
            <Button {...props} size="compact-sm" variant="default" leftSection={<IconUpload size={16} aria-hidden />}>
              {t('importMachine')}
            </Button>
          )}
        </FileButton>
      </div>
      {other !== null && (
        <div className="lat-machine-row">
          <span>{line(other)}</span>
          <ActionIcon
            size="sm"
            color="gray"
            aria-label={t('removeMachine', { name: other.name })}
            onClick={() => onOther(null)}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </div>
      )}
      <p className="quiet">{t('machinesHint')}</p>
    </section>
  );
}
