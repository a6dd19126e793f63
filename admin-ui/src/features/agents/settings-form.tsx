import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { plain } from '@/lib/format';
import { Problem } from '@/lib/problem';
import { Button } from '@/components/button';
import { SelectField, TextField } from '@/components/field';
import { Failed, LoadingRows, ProblemNote } from '@/components/states';
import { useToasts } from '@/components/toast';
import { putSettings, settingsQuery, type Settings } from './api/settings';
import { asSetting, type SettingField, type SettingGroup } from './setting-fields';

/** Settings of an agent, or of the tenant; what is left empty is decided one level above. */
export function SettingsForm({
  agentId,
  groups,
  above,
  readOnly,
}: {
  agentId: string | null;
  groups: SettingGroup[];
  above: string;
  readOnly: boolean;
}) {
  const { data, error, refetch } = useQuery(settingsQuery(agentId));
  if (error && !data) {
    return <Failed what="The settings can't be read." failure={error} retry={() => void refetch()} />;
  }
  if (!data) {
    return <LoadingRows label="Loading the settings" />;
  }
  return <Form key={JSON.stringify(data)} settings={data} agentId={agentId} groups={groups} above={above} readOnly={readOnly} />;
}

function Form({
  settings,
  agentId,
  groups,
  above,
  readOnly,
}: {
  settings: Settings;
  agentId: string | null;
  groups: SettingGroup[];
  above: string;
  readOnly: boolean;
}) {
  const client = useQueryClient();
  const { say } = useToasts();
  const [typed, setTyped] = useState<Record<string, string>>({});

  const save = useMutation({
    mutationFn: () => putSettings(agentId, changesOf(groups, typed)),
    onSuccess: (saved) => {
      say('The settings are saved.');
      client.setQueryData(settingsQuery(agentId).queryKey, saved);
    },
  });

  return (
    <form
      className="flex flex-col gap-5 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {groups.map(({ title, fields }) => (
        <fieldset key={title} disabled={readOnly} className="flex flex-col gap-3">
          <legend className="pb-2 text-xs font-semibold tracking-wide text-ink-3 uppercase">{title}</legend>
          <div className="grid grid-cols-[repeat(auto-fill,minmax(14rem,1fr))] gap-x-4 gap-y-3">
            {fields.map((field) => (
              <SettingControl
                key={field.key}
                field={field}
                above={above}
                value={typed[field.key] ?? plain(settings[field.key])}
                onChange={(text) => setTyped((now) => ({ ...now, [field.key]: text }))}
              />
            ))}
          </div>
        </fieldset>
      ))}
      <ProblemNote failure={save.error} />
      {!readOnly && (
        <div className="flex justify-end">
          <Button type="submit" look="primary" disabled={save.isPending || Object.keys(typed).length === 0}>
            {save.isPending ? 'Saving…' : 'Save settings'}
          </Button>
        </div>
      )}
    </form>
  );
}

function changesOf(groups: SettingGroup[], typed: Record<string, string>): Settings {
  const changes: Settings = {};
  for (const field of groups.flatMap((group) => group.fields)) {
    const text = typed[field.key];
    if (text !== undefined) {
      try {
        changes[field.key] = asSetting(field, text);
      } catch (wrong) {
        throw new Problem(0, 'not_understood', (wrong as Error).message);
      }
    }
  }
  return changes;
}

function SettingControl({
  field,
  above,
  value,
  onChange,
}: {
  field: SettingField;
  above: string;
  value: string;
  onChange: (text: string) => void;
}) {
  const { kind, label, hint } = field;
  const inherits = { value: '', label: above };
  if (kind === 'yesno' || typeof kind === 'object') {
    const choices =
      kind === 'yesno'
        ? [inherits, { value: 'true', label: 'yes' }, { value: 'false', label: 'no' }]
        : [inherits, ...kind.oneOf.map((word) => ({ value: word, label: word }))];
    return <SelectField label={label} hint={hint} choices={choices} value={value} onChange={(event) => onChange(event.target.value)} />;
  }
  const numeric = kind === 'whole' || kind === 'number' || kind === 'share';
  return (
    <TextField
      label={label}
      hint={hint}
      placeholder={above}
      inputMode={numeric ? 'decimal' : undefined}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
