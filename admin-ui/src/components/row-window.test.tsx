import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { show } from '@/testing/render';
import { RowWindow, rowAt, rowCount } from './row-window';
import { Table } from './table';

interface Thing {
  id: string;
}

const things = (count: number): Thing[] => Array.from({ length: count }, (_, n) => ({ id: `thing ${n}` }));
const idOf = ({ id }: Thing) => id;

function Things({ of }: { of: Thing[] }) {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  return (
    <div ref={setScroller} data-testid="scroller">
      <Table name="Things" aria-rowcount={rowCount(of.length, false)}>
        <RowWindow rows={of} keyOf={idOf} columns={1} scroller={scroller}>
          {({ id }, { index }) => (
            <tr {...rowAt(index)}>
              <td>
                <button type="button">{id}</button>
              </td>
            </tr>
          )}
        </RowWindow>
      </Table>
    </div>
  );
}

const drawn = () => within(screen.getByRole('table')).getAllByRole('button').map((button) => button.textContent);
const spaces = () => [...screen.getByRole('table').querySelectorAll<HTMLElement>('tr[aria-hidden] td')].map((space) => Number.parseFloat(space.style.height));

function scrollTo(top: number) {
  const scroller = screen.getByTestId('scroller');
  scroller.scrollTop = top;
  fireEvent.scroll(scroller);
}

describe('the window over a table’s rows', () => {
  it('draws a short list whole', () => {
    show(<Things of={things(100)} />);
    expect(drawn()).toHaveLength(100);
    expect(spaces()).toEqual([]);
  });

  it('draws of a long one what is in view and a few around it, and leaves room for the rest', () => {
    show(<Things of={things(5000)} />);
    expect(drawn()[0]).toBe('thing 0');
    expect(drawn().length).toBeLessThan(40);

    scrollTo(100_000);

    expect(drawn()).toContain('thing 2500');
    expect(drawn()).not.toContain('thing 0');
    expect(drawn().length).toBeLessThan(60);
    expect(drawn().length * 40 + spaces().reduce((sum, height) => sum + height, 0)).toBe(200_000);
  });

  it('says how many rows there are, and of each which one it is', () => {
    show(<Things of={things(5000)} />);
    scrollTo(100_000);
    expect(screen.getByRole('table')).toHaveAttribute('aria-rowcount', '5001');
    expect(screen.getByRole('row', { name: 'thing 2500' })).toHaveAttribute('aria-rowindex', '2502');
  });

  it('keeps the row that has the focus, however far one scrolls', async () => {
    show(<Things of={things(5000)} />);
    const button = screen.getByRole('button', { name: 'thing 3' });
    await userEvent.click(button);
    scrollTo(100_000);
    expect(drawn()).toContain('thing 2500');
    expect(button).toHaveFocus();
    expect(drawn().length * 40 + spaces().reduce((sum, height) => sum + height, 0)).toBe(200_000);

    await userEvent.click(screen.getByRole('button', { name: 'thing 2500' }));
    scrollTo(150_000);
    expect(drawn()).not.toContain('thing 3');
  });

  it('leaves one where one reads when rows come in above, but at the top shows them', async () => {
    const page = render(<Things of={things(5000)} />);
    const scroller = screen.getByTestId('scroller');
    Object.assign(scroller, { scrollTo: ({ top }: ScrollToOptions) => (scroller.scrollTop = top ?? 0) });
    page.rerender(<Things of={[{ id: 'new' }, ...things(5000)]} />);
    expect(drawn()[0]).toBe('new');
    expect(scroller.scrollTop).toBe(0);

    scrollTo(100_000);
    page.rerender(<Things of={[{ id: 'newer' }, { id: 'new' }, ...things(5000)]} />);
    // Once the hand has left the wheel.
    await waitFor(() => expect(scroller.scrollTop).toBe(100_040));
  });
});
