// Looks into a ZIP archive before anything else opens it. The central directory says what is inside; each entry is then
// unpacked against what it declares, because a declared size is only a claim.
import { inflateRawSync } from 'node:zlib';
import { DocumentRefused } from './refusals.ts';

const MOST_ENTRIES = 1000;
const MOST_BYTES = 50 * 1024 * 1024;
/** Text of tables packs to a twentieth or a fiftieth; what packs far better than that was made to. */
const HIGHEST_RATIO = 200;
const RATIO_MATTERS_FROM = 1024 * 1024;

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 65_535;

interface Entry {
  readonly name: string;
  readonly encrypted: boolean;
  readonly method: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
}

/**
 * The names of the files in the archive.
 * @throws DocumentRefused when it is damaged, encrypted, or unpacks to more than a document ever holds
 */
export function guardedZip(bytes: Buffer): ReadonlySet<string> {
  const entries = readDirectory(bytes);
  const names = new Set(entries.map(({ name }) => name));
  if (names.size !== entries.length) throw new DocumentRefused('document-damaged');
  if (entries.some(({ encrypted }) => encrypted)) throw new DocumentRefused('document-encrypted');
  const declared = entries.reduce((sum, { unpacked }) => sum + unpacked, 0);
  if (declared > MOST_BYTES || entries.some(isTooDense)) throw new DocumentRefused('document-unpacks-too-large');
  for (const entry of entries) assertHonest(bytes, entry);
  return names;
}

/** A part of an archive that has passed the guard; null when it has none of that name. */
export function partOf(bytes: Buffer, name: string): Buffer | null {
  const entry = readDirectory(bytes).find((candidate) => candidate.name === name);
  return entry ? contentOf(bytes, entry) : null;
}

const isTooDense = ({ packed, unpacked }: Entry): boolean =>
  unpacked > RATIO_MATTERS_FROM && unpacked > packed * HIGHEST_RATIO;

function readDirectory(bytes: Buffer): Entry[] {
  const end = endOfDirectory(bytes);
  const count = bytes.readUInt16LE(end + 10);
  if (count > MOST_ENTRIES) throw new DocumentRefused('document-unpacks-too-large');
  const entries: Entry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) {
      throw new DocumentRefused('document-damaged');
    }
    const nameLength = bytes.readUInt16LE(at + 28);
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      encrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

function endOfDirectory(bytes: Buffer): number {
  for (let at = bytes.length - END_LENGTH; at >= 0 && at >= bytes.length - END_LENGTH - LONGEST_COMMENT; at -= 1) {
    if (bytes.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  }
  throw new DocumentRefused('document-damaged');
}

/** Office writes UTF-8. A zero byte is UTF-16, in which a declaration would not be seen. */
const DECLARES = /<!(?:DOCTYPE|ENTITY)/i;

/** Unpacks to what the directory declares, no byte more, and declares no entities that a parser would multiply. */
function assertHonest(bytes: Buffer, entry: Entry): void {
  const { name, unpacked } = entry;
  const content = contentOf(bytes, entry);
  if (content.length !== unpacked) throw new DocumentRefused('document-damaged');
  if (/\.(?:xml|rels)$/i.test(name) && (content.includes(0) || DECLARES.test(content.toString('latin1')))) {
    throw new DocumentRefused('document-damaged');
  }
}

function contentOf(bytes: Buffer, { method, packed, unpacked, offset }: Entry): Buffer {
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== LOCAL_ENTRY) {
    throw new DocumentRefused('document-damaged');
  }
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  return unpack(bytes.subarray(start, start + packed), method, unpacked);
}

function unpack(content: Buffer, method: number, unpacked: number): Buffer {
  if (method === 0) return content;
  if (method !== 8) throw new DocumentRefused('document-damaged');
  try {
    return inflateRawSync(content, { maxOutputLength: Math.max(1, unpacked) });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : '';
    const lied = code === 'ERR_BUFFER_TOO_LARGE';
    throw new DocumentRefused(lied ? 'document-unpacks-too-large' : 'document-damaged', { cause });
  }
}
