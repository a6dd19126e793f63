import axe from 'axe-core';

/** The barriers that axe finds in a part of the UI, those aside that only show where it is laid out. */
export async function barriers(part: Element): Promise<string[]> {
  const { violations } = await axe.run(part, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
