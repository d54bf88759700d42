import { Alert, Button, Group, NativeSelect, NumberInput, Text, TextInput, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallError } from '../../../main/contract/errors.ts';
import type { Known } from '../../../models/embed/known-input.ts';
import { errorText } from '../../texts/error-text.ts';
import { importModel, putModelAway, type Said, say, useSaid } from './model-in-hand.ts';
import type { ReadModel } from './read-files.ts';

interface Props {
  readonly model: ReadModel;
  readonly error: CallError | null;
}

/** The contract's bounds (main/contract/models.ts). */
const bounds = { size: [16, 1024], mean: [-1000, 1000], std: [0.0001, 100_000] } as const;
const choices = {
  layout: ['nhwc', 'nchw'],
  channels: ['rgb', 'bgr'],
  chip: ['arcface-5pt', 'dlib'],
} as const;

/** What was read from the file and what is assumed, each with the chance to say otherwise. */
export function ImportForm({ model, error }: Props) {
  const { t, i18n } = useTranslation('modelImport');
  const said = useSaid();
  const { known } = model;
  const fits = (['size', 'mean', 'std'] as const).every((key) => {
    const value = said[key] ?? known[key].value;
    return value !== undefined && value >= bounds[key][0] && value <= bounds[key][1];
  });
  const megabytes = (model.bytes / 1024 / 1024).toLocaleString(i18n.language, { maximumSignificantDigits: 2 });
  return (
    <form
      className="import-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (fits) void importModel(model);
      }}
    >
      <div>
        <Title order={3} fz="md">
          {model.name}
        </Title>
        <Text size="sm" className="quiet">
          {t(`format_${model.format}`, { megabytes })}
        </Text>
      </div>
      <Text size="sm">{t('how')}</Text>
      <div className="import-fields">
        <NumberField name="size" model={model} />
        <ChoiceField name="layout" model={model} />
        <ChoiceField name="channels" model={model} />
        <NumberField name="mean" model={model} />
        <NumberField name="std" model={model} />
        <ChoiceField name="chip" model={model} />
        <MirrorField model={model} />
        <TextField name="name" model={model} />
        <TextField name="licence" model={model} />
        <TextField name="provenance" model={model} />
      </div>
      {error !== null && (
        <Alert color="orange" className="said-by-host" role="alert" title={errorText(error)}>
          {i18n.language !== 'en' && <span lang="en">{error.message}</span>}
        </Alert>
      )}
      <Group gap="sm">
        <Button type="submit" disabled={!fits}>
          {t('start')}
        </Button>
        <Button variant="default" onClick={putModelAway}>
          {t('putAway')}
        </Button>
      </Group>
    </form>
  );
}

type Field = keyof ReadModel['known'];

/** Where a value is from, beside its name: nobody should take an assumption for a fact. */
function useField<K extends Field>(name: K, model: ReadModel) {
  const { t } = useTranslation('modelImport');
  const said = useSaid()[name as keyof Said];
  const { value, source } = model.known[name] as Known<Said[K & keyof Said]>;
  const from = said !== undefined ? 'said' : source === 'assumed' && value === undefined ? 'needed' : source;
  return { label: t(name as Field), value: said ?? value, fixed: source === 'shape', source: <Origin from={from} /> };
}

function Origin({ from }: { from: 'said' | 'needed' | 'shape' | 'metadata' | 'assumed' }) {
  const { t } = useTranslation('modelImport');
  return (
    <span className="import-origin" data-from={from}>
      {t(`source_${from}`)}
    </span>
  );
}

function Row({ label, source, children }: { label: ReactNode; source: ReactNode; children: ReactNode }) {
  return (
    <div className="import-field">
      <span className="import-label">{label}</span>
      {children}
      {source}
    </div>
  );
}

function NumberField({ name, model }: { name: 'size' | 'mean' | 'std'; model: ReadModel }) {
  const { t } = useTranslation('modelImport');
  const { label, value, fixed, source } = useField(name, model);
  const [min, max] = bounds[name];
  const number = value as number | undefined;
  const fits = number === undefined || (number >= min && number <= max);
  return (
    <Row label={label} source={source}>
      {fixed ? (
        <span>{number}</span>
      ) : (
        <NumberInput
          aria-label={label}
          hideControls
          allowDecimal={name !== 'size'}
          value={number ?? ''}
          error={fits ? null : t('number', { min, max })}
          onChange={(next) => say({ [name]: typeof next === 'number' ? next : undefined })}
        />
      )}
    </Row>
  );
}

function ChoiceField<K extends keyof typeof choices>({ name, model }: { name: K; model: ReadModel }) {
  const { t } = useTranslation('modelImport');
  const { label, value, fixed, source } = useField(name, model);
  const text = (choice: string): string => t(`${name}_${choice}` as 'layout_nhwc');
  const data = choices[name].map((choice) => ({ value: choice, label: text(choice) }));
  return (
    <Row label={label} source={source}>
      {fixed ? (
        <span>{text(String(value))}</span>
      ) : (
        <NativeSelect
          aria-label={label}
          value={String(value ?? '')}
          data={value === undefined ? [{ value: '', label: '' }, ...data] : data}
          onChange={({ currentTarget }) => say({ [name]: currentTarget.value || undefined })}
        />
      )}
    </Row>
  );
}

function MirrorField({ model }: { model: ReadModel }) {
  const { t } = useTranslation('modelImport');
  const { label, value, source } = useField('mirror', model);
  return (
    <Row label={label} source={source}>
      <NativeSelect
        aria-label={label}
        value={value === true ? 'yes' : 'no'}
        data={[
          { value: 'no', label: t('mirror_no') },
          { value: 'yes', label: t('mirror_yes') },
        ]}
        onChange={({ currentTarget }) => say({ mirror: currentTarget.value === 'yes' })}
      />
    </Row>
  );
}

function TextField({ name, model }: { name: 'name' | 'licence' | 'provenance'; model: ReadModel }) {
  const { t } = useTranslation('modelImport');
  const said = useSaid()[name];
  const { value, source } = model.known[name];
  return (
    <Row
      label={t(name)}
      source={said !== undefined ? <Origin from="said" /> : value !== undefined && <Origin from={source} />}
    >
      <TextInput
        aria-label={t(name)}
        maxLength={300}
        placeholder={value ?? (name === 'name' ? model.name.replace(/\.onnx$/i, '') : t('unsaid'))}
        value={said ?? ''}
        onChange={({ currentTarget }) =>
          say({ [name]: currentTarget.value.trim() === '' ? undefined : currentTarget.value })
        }
      />
    </Row>
  );
}
