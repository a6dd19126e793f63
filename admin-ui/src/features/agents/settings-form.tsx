import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { counted, plain } from '@/lib/format';
import { Problem } from '@/lib/problem';
import { Button } from '@/components/button';
import type { Choice } from '@/components/field';
import { Failed, LoadingRows, ProblemNote } from '@/components/states';
import { useToasts } from '@/components/toast';
import { putSettings, settingsQuery, type Settings } from './api/settings';
import { SettingControl } from './setting-control';
import { asSetting, type SettingGroup } from './setting-fields';

interface Subject {
  /** Null for the tenant's. */
  agentId: string | null;
  groups: SettingGroup[];
  readOnly: boolean;
  /** What the settings of kind `offered` can be, by their names. */
  offers?: Record<string, Choice[]>;
}

const PLATFORM = 'Platform’s default';

/** Settings of an agent, or of the tenant; what is left empty is decided one level above, and its value is shown there. */
export function SettingsForm(subject: Subject) {
  const { data, error, refetch } = useQuery(settingsQuery(subject.agentId));
  const tenant = useQuery({ ...settingsQuery(null), enabled: subject.agentId !== null });
  if (error && !data) {
    return <Failed what="The settings can't be read." failure={error} retry={() => void refetch()} />;
  }
  if (!data) {
    return <LoadingRows rows={8} label="Loading the settings" />;
  }
  return <Form key={JSON.stringify(data)} settings={data} above={subject.agentId === null ? {} : (tenant.data ?? {})} {...subject} />;
}

function Form({ settings, above, agentId, groups, readOnly, offers = {} }: Subject & { settings: Settings; above: Settings }) {
  const client = useQueryClient();
  const { say } = useToasts();
  const [typed, setTyped] = useState<Record<string, string>>({});
  const changed = Object.keys(typed).length;

  const save = useMutation({
    mutationFn: () => putSettings(agentId, changesOf(groups, typed)),
    onSuccess: (saved) => {
      say('The settings are saved.');
      client.setQueryData(settingsQuery(agentId).queryKey, saved);
    },
  });

  function type(key: string, text: string) {
    setTyped(({ [key]: _before, ...others }) => (text === shown(settings[key]) ? others : { ...others, [key]: text }));
  }

  return (
    <form
      className="flex flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {groups.map(({ title, about, fields }) => (
        <fieldset
          key={title}
          disabled={readOnly}
          className="grid gap-x-8 gap-y-3 border-b border-line p-5 last-of-type:border-b-0 lg:grid-cols-[13rem_minmax(0,1fr)]"
        >
          <legend className="sr-only">{title}</legend>
          <div>
            <p aria-hidden="true" className="font-semibold">
              {title}
            </p>
            <p className="text-sm text-ink-2">{about}</p>
          </div>
          <div className="grid grid-cols-[repeat(auto-fill,minmax(14rem,1fr))] gap-x-4 gap-y-3">
            {fields.map((field) => (
              <SettingControl
                key={field.key}
                field={field}
                above={shown(above[field.key]) === '' ? PLATFORM : `Tenant’s: ${shown(above[field.key])}`}
                offers={offers[field.key] ?? []}
                readOnly={readOnly}
                value={typed[field.key] ?? shown(settings[field.key])}
                onChange={(text) => type(field.key, text)}
              />
            ))}
          </div>
        </fieldset>
      ))}
      {(changed > 0 || save.error) && !readOnly && (
        <footer className="sticky bottom-0 z-10 flex flex-wrap items-center justify-end gap-2 rounded-b-lg border-t border-line bg-raised px-5 py-3">
          <div className="mr-auto min-w-0">
            {save.error ? <ProblemNote failure={save.error} /> : <p className="text-ink-2">{counted(changed, 'change')} not saved yet</p>}
          </div>
          <Button
            onClick={() => {
              setTyped({});
              save.reset();
            }}
          >
            Discard
          </Button>
          <Button type="submit" look="primary" disabled={save.isPending || changed === 0}>
            {save.isPending ? 'Saving…' : 'Save settings'}
          </Button>
        </footer>
      )}
    </form>
  );
}

/** A setting as its control's text: an empty object is nothing. */
function shown(value: unknown): string {
  const text = plain(value);
  return text === '{}' ? '' : text;
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
