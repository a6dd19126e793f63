import type { IconName } from '@/components/icon';
import type { Act } from '@/features/session/may';

interface Place {
  name: string;
  path: string;
  icon: IconName;
  needs: Act | null;
}

/** The pages that there are, in the order of the navigation. */
export const places: Place[] = [
  { name: 'Overview', path: '/overview', icon: 'overview', needs: 'agents.inspect' },
  { name: 'Agents', path: '/agents', icon: 'agents', needs: null },
  { name: 'Policies', path: '/policies', icon: 'policies', needs: 'policies.read' },
  { name: 'Integrations', path: '/integrations', icon: 'integrations', needs: 'integrations.read' },
  { name: 'Approvals', path: '/approvals', icon: 'approvals', needs: 'approvals.read' },
  { name: 'Inventory', path: '/inventory', icon: 'inventory', needs: 'agents.inspect' },
  { name: 'Settings', path: '/settings', icon: 'settings', needs: 'settings.read' },
];
