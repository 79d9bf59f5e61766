// Without a mail server letters become .eml files: nothing leaves the house, and a file that is there is a letter that was sent.
import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { composeMail } from './compose-mail.ts';
import { type Carrier, failed } from './post-office.ts';

export const createFileCarrier = (folder: string, from: string): Carrier => ({
  async carry(letter, handing) {
    const { letterId, address } = letter;
    if (address === null) return failed('no-address', { isFinal: true });
    const file = join(folder, `${letterId}.eml`);
    if (await exists(file)) return null; // written by a process that could not say so any more
    await handing();
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(`${file}.new`, await composeMail({ ...letter, address }, from), { mode: 0o600, flush: true });
      await rename(`${file}.new`, file);
      return null;
    } catch (error) {
      return failed(`file-${((error as NodeJS.ErrnoException).code ?? 'failed').toLowerCase()}`);
    }
  },
  close: async () => undefined,
});

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
