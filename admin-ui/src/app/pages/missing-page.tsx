import { ButtonLink } from '@/components/button';
import { Page } from '@/components/page';
import { Empty } from '@/components/states';

export function MissingPage() {
  return (
    <Page title="No such page">
      <Empty icon="search" title="Nothing is at this address." action={<ButtonLink to="/agents">Go to the agents</ButtonLink>} />
    </Page>
  );
}
