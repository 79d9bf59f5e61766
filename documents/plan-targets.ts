// The index sets that a plan is written for, and what it wants to reach in each.
import type { IndexName, PlanHead } from '../domain/plan-reading.ts';
import type { Paragraph } from './blocks.ts';
import { fold } from './normal-form.ts';
import { readThresholds } from './thresholds.ts';

const indexWords: readonly [IndexName, RegExp][] = [
  ['PAR_INDEX', /chỉ số cải cách hành chính|par[ -]?index|chỉ số cchc/gu],
  ['SIPAS', /chỉ số hài lòng|sipas/gu],
  ['PAPI', /chỉ số hiệu quả quản trị|papi(?![\p{L}])/gu],
];

/** Where each index is first named in the text, in that order. */
export function indexesIn(text: string): { index: IndexName; at: number }[] {
  const folded = fold(text);
  return indexWords
    .map(([index, pattern]) => ({ index, at: folded.search(pattern) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at);
}

const MAX_SENTENCE = 4000;

/** "Phấn đấu năm 2025 …, Chỉ số hài lòng … đạt tối thiểu 95% trở lên": what is said of each index, up to the next one. */
export function targetsOf(paragraphs: readonly Paragraph[]): PlanHead['targets'] {
  const sentences = paragraphs
    .filter(({ text }) => text.length < MAX_SENTENCE)
    .flatMap(({ text }) => text.split(/(?<=[.;])\s+/u))
    .filter((sentence) => /^(?:ph[ấầâ]n đ[ấầâ]u)(?: |$)/u.test(fold(sentence)));
  return sentences.flatMap((sentence) => {
    const mentions = indexesIn(sentence);
    return mentions.map(({ index, at }, order) => {
      const text = sentence.slice(at, mentions[order + 1]?.at ?? sentence.length).replace(/[\s,.;]+$/u, '');
      return { index, text, thresholds: readThresholds(text) };
    });
  });
}
