// Task of a warden: reads one document.
import { type DocumentAnswer, type DocumentFile, readDocument } from '../documents/formats/read-document.ts';

/** Bytes come over as a plain array of them. */
type Sent = Omit<DocumentFile, 'bytes'> & { readonly bytes: Uint8Array };

export default ({ bytes, name }: Sent): Promise<DocumentAnswer> =>
  readDocument({ bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), name });
