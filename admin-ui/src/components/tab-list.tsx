import { Tabs } from 'radix-ui';

/** The row of tabs of a page; each opens the content of its name in small letters. */
export function TabList({ label, names }: { label: string; names: string[] }) {
  return (
    <Tabs.List aria-label={label} className="flex shrink-0 gap-1 overflow-x-auto border-b border-line">
      {names.map((name) => (
        <Tabs.Trigger
          key={name}
          value={name.toLowerCase()}
          className="-mb-px h-9 border-b-2 border-transparent px-3 font-medium text-ink-2 hover:text-ink focus-visible:-outline-offset-2 data-[state=active]:border-accent data-[state=active]:text-ink"
        >
          {name}
        </Tabs.Trigger>
      ))}
    </Tabs.List>
  );
}
