// A PDF from texts and lines at their places on its pages. Its font has no outlines, only widths and the meaning of its codes.

export interface Placed {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

export interface Drawn {
  readonly texts: readonly Placed[];
  /** Left, bottom, right, top of boxes. */
  readonly boxes?: readonly (readonly [number, number, number, number])[];
  /** From and to: x, y, x, y. */
  readonly lines?: readonly (readonly [number, number, number, number])[];
  readonly picture?: boolean;
}

export const SIZE = 10;
/** Every letter is as wide as the next: half the size. */
export const LETTER = SIZE / 2;

const hex = (code: number): string => code.toString(16).padStart(4, '0');

export function pdfOf(pages: readonly Drawn[], encrypted = false): Buffer {
  const letters = [...new Set(pages.flatMap(({ texts }) => texts.flatMap(({ text }) => [...text])))];
  const codes = new Map(letters.map((letter, index) => [letter, index + 1]));
  const show = (text: string) => `<${[...text].map((letter) => hex(codes.get(letter) ?? 0)).join('')}>`;
  const meanings = letters.map((letter) => `<${hex(codes.get(letter) ?? 0)}> <${hex(letter.codePointAt(0) ?? 0)}>`);
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Count ${pages.length}/Kids[${pages.map((_, index) => `${8 + index * 2} 0 R`).join(' ')}]>>`,
    '<</Type/Font/Subtype/Type0/BaseFont/Plain/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 6 0 R>>',
    '<</Type/Font/Subtype/CIDFontType2/BaseFont/Plain/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500/FontDescriptor 5 0 R>>',
    '<</Type/FontDescriptor/FontName/Plain/Flags 32/FontBBox[0 -200 1000 800]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>',
    stream(
      `/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange ${chunked(meanings)} endcmap end`,
    ),
    `<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>\nstream\nx\nendstream`,
    ...pages.flatMap(({ texts, boxes = [], lines = [], picture }, index) => [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]/Contents ${9 + index * 2} 0 R/Resources<</Font<</F 3 0 R>>/XObject<</P 7 0 R>>>>>>`,
      stream(
        [
          '0 0 842 595 re W n 1 g 0 0 842 595 re f 0 g', // printers clip to the page and paint it white
          ...lines.map(([x1, y1, x2, y2]) => `${x1} ${y1} m ${x2} ${y2} l S`),
          ...boxes.map(([left, bottom, right, top]) => `${left} ${bottom} ${right - left} ${top - bottom} re S`),
          ...texts.map(({ text, x, y }) => `BT /F ${SIZE} Tf 1 0 0 1 ${x} ${y} Tm ${show(text)} Tj ET`),
          ...(picture ? ['q 800 0 0 500 20 20 cm /P Do Q'] : []),
        ].join('\n'),
      ),
    ]),
  ];
  return assemble(objects, encrypted);
}

const stream = (content: string): string => `<</Length ${content.length}>>\nstream\n${content}\nendstream`;

/** No more than a hundred meanings stand in one list. */
function chunked(meanings: readonly string[]): string {
  const lists: string[] = [];
  for (let at = 0; at < meanings.length; at += 100) {
    const list = meanings.slice(at, at + 100);
    lists.push(`${list.length} beginbfchar ${list.join(' ')} endbfchar`);
  }
  return lists.join(' ');
}

function assemble(objects: readonly string[], encrypted: boolean): Buffer {
  let content = '%PDF-1.5\n';
  const offsets = objects.map((object, index) => {
    const at = content.length;
    content += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const secret = `/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/O<${'00'.repeat(32)}>/U<${'00'.repeat(32)}>/P -1>>`;
  const size = objects.length + 1;
  return Buffer.from(
    `${content}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer<</Size ${size}/Root 1 0 R${encrypted ? secret : ''}>>\nstartxref\n${content.length}\n%%EOF`,
    'latin1',
  );
}
