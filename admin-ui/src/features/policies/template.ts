/** A name as an id: `[a-z][a-z0-9_]{0,63}`. */
export function slugOf(name: string): string {
  const slug = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[^a-z]+|_+$/g, '')
    .slice(0, 64);
  return slug === '' ? 'policy' : slug;
}

/** The template with its three placeholders filled; the reason goes into a string literal. */
export function fillTemplate(rego: string, { slug, condition, reason }: { slug: string; condition: string; reason: string }): string {
  const quoted = JSON.stringify(reason.trim()).slice(1, -1);
  return rego
    .replaceAll('__SLUG__', () => slug)
    .replaceAll('__CONDITION__', () => condition.trim())
    .replaceAll('__REASON__', () => quoted);
}
