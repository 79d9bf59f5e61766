// A Word document from paragraphs and tables, with the merged cells that Word writes.
import { type Part, zipOf } from './zip.ts';

interface Cell {
  readonly text: string;
  readonly span?: number;
  /** The first of the rows that this cell takes, or one of the rest. */
  readonly down?: 'first' | 'rest';
}

export type Block = string | readonly (readonly Cell[])[];

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const paragraph = (text: string): string =>
  `<w:p>${text
    .split('\n')
    .map((line) => `<w:r><w:t xml:space="preserve">${escaped(line)}</w:t></w:r>`)
    .join('<w:r><w:br/></w:r>')}</w:p>`;

function cell({ text, span, down }: Cell): string {
  const merged = down ? `<w:vMerge${down === 'first' ? ' w:val="restart"' : ''}/>` : '';
  const wide = span ? `<w:gridSpan w:val="${span}"/>` : '';
  const content = text.split('\n\n').map(paragraph).join('');
  return `<w:tc><w:tcPr>${wide}${merged}</w:tcPr>${content}</w:tc>`;
}

const table = (rows: readonly (readonly Cell[])[]): string =>
  `<w:tbl>${rows.map((row) => `<w:tr>${row.map(cell).join('')}</w:tr>`).join('')}</w:tbl>`;

const SPACES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const TYPES = 'http://schemas.openxmlformats.org/package/2006';

export function docxParts(blocks: readonly Block[]): Part[] {
  const body = blocks.map((block) => (typeof block === 'string' ? paragraph(block) : table(block))).join('');
  return [
    {
      name: '[Content_Types].xml',
      content: `<?xml version="1.0"?><Types xmlns="${TYPES}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      content: `<?xml version="1.0"?><Relationships xmlns="${TYPES}/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    },
    {
      name: 'word/document.xml',
      content: `<?xml version="1.0" encoding="UTF-8"?><w:document ${SPACES}><w:body>${body}</w:body></w:document>`,
    },
  ];
}

export const docxOf = (blocks: readonly Block[]): Buffer => zipOf(docxParts(blocks));
