/** The same function, which answers the second time what it answered the first: what a reading asks, it asks again and again. */
export function remembered<T>(answer: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly answer: T }>();
  return (text) => {
    const before = known.get(text);
    if (before) return before.answer;
    const made = answer(text);
    known.set(text, { answer: made });
    return made;
  };
}
