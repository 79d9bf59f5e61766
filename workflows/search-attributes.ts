// Search attributes of our workflows: ids and words only, never people or texts.
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

export const planKey = defineSearchAttributeKey('TiendoPlan', SearchAttributeType.KEYWORD);
export const unitKey = defineSearchAttributeKey('TiendoUnit', SearchAttributeType.KEYWORD);
/** Written by the first generation of the shell only; the next one clears it. */
export const statusKey = defineSearchAttributeKey('TiendoStatus', SearchAttributeType.KEYWORD);
export const dueKey = defineSearchAttributeKey('TiendoDue', SearchAttributeType.DATETIME);

/** By name, as a server wants them registered. */
export const searchAttributeTypes: Readonly<Record<string, 'Keyword' | 'Datetime'>> = {
  TiendoPlan: 'Keyword',
  TiendoUnit: 'Keyword',
  TiendoStatus: 'Keyword',
  TiendoDue: 'Datetime',
};
