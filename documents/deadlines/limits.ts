// The words before a date that say which side of it counts: "chậm nhất", "trước", "không quá", "đến hết", "từ".
import { many, map, type Parser, said } from './grammar.ts';

/** `none`: no such word. `from`: it begins then. `unclear`: words that contradict each other, or name no day. */
/** `end`: "cuối", "hết" as opposed to any other day in it. */
export type Limit = 'none' | 'before' | 'by' | 'end' | 'middle' | 'from' | 'unclear';

const limits: Readonly<Record<string, Limit>> = {
  trước: 'before',
  'chậm nhất': 'by',
  'muộn nhất': 'by',
  'trễ nhất': 'by',
  'không quá': 'by',
  'không muộn hơn': 'by',
  'không chậm hơn': 'by',
  'không trễ hơn': 'by',
  'không sau': 'by',
  'không muộn quá': 'by',
  'cho đến': 'by',
  đến: 'by',
  tới: 'by',
  hết: 'end',
  trong: 'by',
  vào: 'by',
  cuối: 'end',
  cả: 'by',
  hạn: 'by',
  'hạn cuối': 'by',
  'hạn chót': 'by',
  'thời hạn': 'by',
  xong: 'by',
  giữa: 'middle',
  từ: 'from',
  kể: 'from',
  'kể từ': 'from',
  sau: 'from',
  'bắt đầu': 'from',
  'không trước': 'from',
  đầu: 'unclear',
};

/** "hoàn thành", "là" and "vào" stand among them and add nothing. */
const connecting = ['hoàn thành', 'là', 'ngay', 'vào'] as const;

const word = map(said(...Object.keys(limits), ...connecting), (phrase) => limits[phrase] ?? 'none');

/** "Chậm nhất trước ngày" is before, "trước cuối tháng" says nothing that can be relied on. */
export const limit: Parser<Limit> = map(many(word), (words) => {
  const kinds = new Set(words);
  const elsewhere = kinds.has('from') || kinds.has('middle') || kinds.has('end');
  if (kinds.has('unclear') || (kinds.has('before') && elsewhere)) return 'unclear';
  const order: Limit[] = ['from', 'before', 'middle', 'end', 'by'];
  return order.find((kind) => kinds.has(kind)) ?? 'none';
});
