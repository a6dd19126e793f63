import { memo } from 'react';
import { cx } from '@/lib/class-names';
import { duration, moment } from '@/lib/format';
import { Icon } from '@/components/icon';
import { rowAt } from '@/components/row-window';
import { Td } from '@/components/table';
import { Tag } from '@/components/tag';
import type { ActivityRow } from './api/activity';
import { kindWords, lineOf, outcomeOf, tookOf } from './row-words';

interface Props {
  row: ActivityRow;
  /** Its number among all, from 0. */
  index: number;
  open: boolean;
  /** The same function at every drawing. */
  onToggle: (id: string) => void;
}

/** What happened, in one line; drawn anew only when something in it has changed. */
export const ActivityLine = memo(function ActivityLine({ row, index, open, onToggle }: Props) {
  const outcome = outcomeOf(row);
  return (
    <tr {...rowAt(index)} className={cx('relative h-10', open ? 'bg-sunken' : 'hover:bg-hover')}>
      <Td className="truncate text-sm text-ink-2">{moment(row.ts)}</Td>
      <Td className="truncate">
        <button
          type="button"
          aria-expanded={open}
          className="flex w-full items-center gap-1.5 text-left font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
          onClick={() => onToggle(row.id)}
        >
          <Icon name={open ? 'down' : 'right'} className="size-3 text-ink-3" />
          {kindWords(row)}
        </button>
        <span className="sr-only">{row.kind}</span>
      </Td>
      <Td className="truncate">
        {row.role && <span className="text-ink-3">{row.role}: </span>}
        {lineOf(row)}
      </Td>
      <Td className="truncate">{outcome && <Tag tone={outcome.tone}>{outcome.word}</Tag>}</Td>
      <Td className="text-right text-sm text-ink-2">{duration(tookOf(row))}</Td>
    </tr>
  );
});
