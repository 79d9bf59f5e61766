// Free text (reasons, notes, titles, file names) never enters an event: the event carries a salted commitment,
// so a text can be erased later and the hash chain still holds.
import { z } from 'zod';

/** What an event carries in place of a free text: the row in `texts` and sha256(salt ‖ body), hex. */
export const TextRef = z.strictObject({ textId: z.uuid(), sha256: z.string().regex(/^[0-9a-f]{64}$/) });
export type TextRef = z.infer<typeof TextRef>;

/** A free text on its way in, not yet committed to. Only the edge sees it. */
export class PlainText {
  readonly body: string;
  constructor(body: string) {
    this.body = body;
  }
}

/** Marks that print nothing: a reason made of them is no reason. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{C}\p{Z}\u2800]/gu;

/** What a person may type: 1 to 10,000 characters after trimming, some of which can be seen. */
export const TypedText = z
  .string()
  .trim()
  .min(1)
  .max(10_000)
  .refine((body) => body.replace(UNSEEN, '') !== '')
  .transform((body) => new PlainText(body));

/** The same value with every PlainText replaced by what `commit` makes of it. */
export function commitTexts(value: unknown, commit: (text: PlainText) => TextRef): unknown {
  if (value instanceof PlainText) return commit(value);
  if (Array.isArray(value)) return value.map((item) => commitTexts(item, commit));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, commitTexts(item, commit)]));
}

const isTextRef = (value: object): value is TextRef => 'textId' in value && 'sha256' in value;

/** Every reference to a free text inside `value`, in order. */
export function textRefs(value: unknown): TextRef[] {
  if (value === null || typeof value !== 'object') return [];
  if (Array.isArray(value)) return value.flatMap(textRefs);
  return isTextRef(value) ? [value] : Object.values(value).flatMap(textRefs);
}

/** The same value with `body` joined into every text reference; null where the text was erased. */
export function joinTexts(value: unknown, bodyOf: (textId: string) => string | null): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item) => joinTexts(item, bodyOf));
  if (isTextRef(value)) return { ...value, body: bodyOf(value.textId) };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, joinTexts(item, bodyOf)]));
}
