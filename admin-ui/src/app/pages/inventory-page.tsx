import { Tabs } from 'radix-ui';
import { useDeferredValue, useState } from 'react';
import { useSearchParams } from 'react-router';
import { Page } from '@/components/page';
import { SearchBox } from '@/components/search-box';
import { TabList } from '@/components/tab-list';
import { AgentInventory } from '@/features/agents/agent-inventory';
import { ModelsTable } from '@/features/integrations/models-table';
import { ToolsTable } from '@/features/integrations/tools-table';
import { DocumentsView } from '@/features/knowledge/documents-view';
import { UploadDocumentButton } from '@/features/knowledge/upload-dialog';
import { useMay } from '@/features/session/use-session';

const tabs = ['Agents', 'Models', 'Tools', 'Documents'];
const sheet = 'flex min-h-0 flex-1 row-scroller flex-col rounded-lg border border-line bg-surface';

/** What there is: agents, the models and tools that they reach, and the documents that they may search. */
export function InventoryPage() {
  const [search, setSearch] = useSearchParams();
  const open = tabs.find((name) => name.toLowerCase() === search.get('tab'))?.toLowerCase() ?? 'agents';
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed).trim();
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const mayUpload = useMay('knowledge.add');

  return (
    <Page title="Inventory" lead="What there is, and where it comes from." actions={open === 'documents' && mayUpload && <UploadDocumentButton />}>
      <Tabs.Root value={open} onValueChange={(tab) => setSearch({ tab })} activationMode="manual" className="flex min-h-0 flex-1 flex-col">
        <TabList label="Kinds of things" names={tabs} />
        <Tabs.Content key={open} value={open} tabIndex={-1} className="flex min-h-0 flex-1 flex-col gap-3 pt-4 pb-6 outline-none">
          <div className="flex">
            <SearchBox label={`Search ${open}`} value={typed} onChange={setTyped} />
          </div>
          {open === 'documents' ? (
            <DocumentsView q={q} />
          ) : (
            <div ref={setScroller} className={sheet}>
              {open === 'models' && <ModelsTable q={q} />}
              {open === 'tools' && <ToolsTable q={q} />}
              {open === 'agents' && <AgentInventory q={q} scroller={scroller} />}
            </div>
          )}
        </Tabs.Content>
      </Tabs.Root>
    </Page>
  );
}
