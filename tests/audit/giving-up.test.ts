import { expect, test } from 'vitest';
import { createGivingUp } from '../../audit/giving-up.ts';

/** Which of so many questions are asked while nobody answers. */
function asked(questions: number, givingUp = createGivingUp(4)): number[] {
  return Array.from({ length: questions }, (_, index) => index).filter(() => {
    if (!givingUp.isWorthAsking()) return false;
    givingUp.wasSilent();
    return true;
  });
}

test('everybody is asked until nobody has answered for a while, then few, ever more seldom', () => {
  expect(asked(40)).toEqual([0, 1, 2, 3, 7, 15, 31]);
});

test('everybody is asked again as soon as one has answered', () => {
  const givingUp = createGivingUp(4);
  asked(20, givingUp);
  givingUp.answered();
  expect(asked(8, givingUp)).toEqual([0, 1, 2, 3, 7]);
});
