import { Card, Page } from '@/components/page';
import { useMay } from '@/features/session/use-session';
import { tenantSettingGroups } from './setting-fields';
import { SettingsForm } from './settings-form';

export function SettingsPage() {
  const mayWrite = useMay('settings.write');
  return (
    <Page title="Settings" lead="What holds for every agent of this tenant, unless the agent says otherwise.">
      <Card className="mb-6 max-w-5xl">
        <SettingsForm agentId={null} groups={tenantSettingGroups} above="Platform’s default" readOnly={!mayWrite} />
      </Card>
    </Page>
  );
}
