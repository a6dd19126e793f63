import { useInfiniteQuery } from '@tanstack/react-query';
import { Card, Page } from '@/components/page';
import { tenantSettingGroups } from '@/features/agents/setting-fields';
import { SettingsForm } from '@/features/agents/settings-form';
import { integrationsQuery } from '@/features/integrations/api/list-integrations';
import { DefaultPolicies } from '@/features/policies/default-policies';
import { useMay, useSession } from '@/features/session/use-session';

const GUARD = 'llama_guard';

/** What holds for the whole tenant. */
export function SettingsPage() {
  const mayWrite = useMay('settings.write');
  const { tenant_id: tenant } = useSession();
  const { data } = useInfiniteQuery(integrationsQuery);
  const guards = (data?.pages.flatMap((page) => page.rows) ?? []).filter((one) => one.connector_type === GUARD && one.enabled);

  return (
    <Page
      title="Settings"
      lead={
        <>
          What holds for every agent of tenant <span className="font-mono text-sm">{tenant}</span>, unless the agent says otherwise.
          {!mayWrite && ' An admin can change it.'}
        </>
      }
    >
      <div className="flex max-w-5xl flex-col gap-4 pb-6">
        <Card title="Agents’ defaults">
          <SettingsForm
            agentId={null}
            groups={tenantSettingGroups}
            readOnly={!mayWrite}
            offers={{ guard_integration_id: guards.map(({ id, name }) => ({ value: id, label: name })) }}
          />
        </Card>
        <Card title="Default policies" actions={<span className="text-sm text-ink-3">attached to each agent at its registration</span>}>
          <DefaultPolicies readOnly={!mayWrite} />
        </Card>
      </div>
    </Page>
  );
}
