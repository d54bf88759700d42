import { Alert, Button, FileButton, Group, Loader, Text, Title } from '@mantine/core';
import { IconFileImport, IconFolder } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ImportForm } from './import-form.tsx';
import { ImportResult } from './import-result.tsx';
import { ImportRunning } from './import-running.tsx';
import { putModelAway, takeModel, useModelInHand } from './model-in-hand.ts';

/** A network of a person's own: chosen, looked over, tried, and what is to be done before it can serve. */
export function ImportSection() {
  const { t } = useTranslation('modelImport');
  const inHand = useModelInHand();
  const choosing = inHand.state === 'empty' || inHand.state === 'unreadable';
  return (
    <section className="card" aria-label={t('title')}>
      <div>
        <Title order={2}>{t('title')}</Title>
        <Text className="quiet" size="sm">
          {t('lead')}
        </Text>
      </div>
      {inHand.state === 'unreadable' && (
        <Alert color="orange" className="said-by-host" role="alert" title={t(inHand.why.problem)}>
          {inHand.why.sentence !== '' && <span lang="en">{inHand.why.sentence}</span>}
        </Alert>
      )}
      {choosing && <Choosers />}
      {inHand.state === 'reading' && (
        <Group role="status">
          <Loader size="sm" />
          {t('reading')}
        </Group>
      )}
      {inHand.state === 'read' && <ImportForm model={inHand.model} error={inHand.error} />}
      {inHand.state === 'running' && <ImportRunning {...inHand} />}
      {inHand.state === 'done' && <ImportResult result={inHand.result} onClose={putModelAway} />}
    </section>
  );
}

function Choosers() {
  const { t } = useTranslation('modelImport');
  const folder = useRef<HTMLInputElement>(null);
  return (
    <Group gap="sm">
      <FileButton onChange={(file) => void takeModel(file === null ? [] : [file])} accept=".onnx">
        {(props) => (
          <Button {...props} leftSection={<IconFileImport size={18} aria-hidden />}>
            {t('chooseFile')}
          </Button>
        )}
      </FileButton>
      <input
        ref={(element) => {
          folder.current = element;
          element?.setAttribute('webkitdirectory', '');
        }}
        type="file"
        multiple
        hidden
        data-model-folder
        onChange={(event) => {
          void takeModel([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      <Button
        variant="default"
        leftSection={<IconFolder size={18} aria-hidden />}
        onClick={() => folder.current?.click()}
      >
        {t('chooseFolder')}
      </Button>
    </Group>
  );
}
