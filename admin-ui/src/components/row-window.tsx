import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { Fragment, useCallback, useRef, type FocusEvent, type ReactNode } from 'react';

/** The height of every row, in pixels; the class `h-10` on a row says the same. */
const ROW = 40;
/** Lists up to this length are drawn whole: the browser's own search finds everything in them. */
const FEW = 100;
const AROUND = 12;

/** What a row has to say of itself where not all are drawn, and how one of another height is measured. */
export interface Place {
  /** Its number among all, from 0. */
  index: number;
  /** Given to a row that isn't as high as the others. */
  measure: (row: HTMLTableRowElement | null) => void;
}

/** Which row it is among all rows of the table, its head being the first. */
export const rowAt = (index: number) => ({ 'aria-rowindex': index + 2, 'data-index': index });

/** How many rows the table has, for those who don't see it; -1 where more are to come. */
export const rowCount = (rows: number, more: boolean) => (more ? -1 : rows + 1);

/**
 * The body of a table of any length: draws the rows in view, some around them, and the one that has the focus. The rest
 * is empty space of the same height. The table has to be laid out as fixed, so that its columns don't follow what is drawn.
 */
export function RowWindow<T>({
  rows,
  keyOf,
  columns,
  scroller,
  children,
}: {
  /** The same array as long as it holds the same. */
  rows: T[];
  /** The same function at every drawing. */
  keyOf: (row: T) => string;
  columns: number;
  /** What the table is scrolled in; null until it is there. It has the class `row-scroller`. */
  scroller: HTMLElement | null;
  children: (row: T, place: Place) => ReactNode;
}) {
  const focused = useRef<string | null>(null);
  const inRange = useCallback(
    (range: Range) => {
      const drawn = defaultRangeExtractor(range);
      const at = focused.current === null ? -1 : rows.findIndex((row) => keyOf(row) === focused.current);
      return at < 0 || drawn.includes(at) ? drawn : [...drawn, at].sort((one, other) => one - other);
    },
    [rows, keyOf],
  );
  // eslint-disable-next-line react-hooks/incompatible-library -- rows are told what has changed by their properties
  const view = useVirtualizer<HTMLElement, HTMLTableRowElement>({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: () => ROW,
    getItemKey: (index) => keyOf(rows[index] as T),
    overscan: rows.length <= FEW ? FEW : AROUND,
    rangeExtractor: inRange,
    initialRect: { width: 1280, height: 720 },
    // Rows that come in above leave one where one reads, unless that is the top: there they are what one waits for.
    anchorTo: (scroller?.scrollTop ?? 0) > 0 ? 'end' : 'start',
  });

  function onFocus({ target }: FocusEvent) {
    const row = rows[Number(target.closest('tr')?.dataset['index'])];
    focused.current = row === undefined ? null : keyOf(row);
  }

  const drawn = view.getVirtualItems();
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- only remembers where the focus is
    <tbody onFocus={onFocus} onBlur={() => (focused.current = null)}>
      {drawn.map(({ key, index, start }, n) => (
        <Fragment key={key}>
          <Space columns={columns} height={start - (drawn[n - 1]?.end ?? 0)} />
          {children(rows[index] as T, { index, measure: view.measureElement })}
        </Fragment>
      ))}
      <Space columns={columns} height={view.getTotalSize() - (drawn.at(-1)?.end ?? 0)} />
    </tbody>
  );
}

function Space({ columns, height }: { columns: number; height: number }) {
  if (height <= 0) {
    return null;
  }
  return (
    <tr aria-hidden="true">
      <td colSpan={columns} className="p-0" style={{ height }} />
    </tr>
  );
}
