/** Does something with each, a few at a time, and gives those that failed with why; the others go on. */
export async function each<T>(things: T[], act: (thing: T) => Promise<unknown>, atOnce = 4): Promise<{ thing: T; failure: unknown }[]> {
  const failed: { thing: T; failure: unknown }[] = [];
  const waiting = [...things];
  async function work() {
    for (let thing = waiting.shift(); thing !== undefined; thing = waiting.shift()) {
      try {
        await act(thing);
      } catch (failure) {
        failed.push({ thing, failure });
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, things.length) }, work));
  return failed;
}
