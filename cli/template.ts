// Writes a workbook to fill in: an example of a plan, a page of help, lists to choose from. Offline.
import { writeFile } from 'node:fs/promises';
import { planTemplate } from '../documents/formats/template.ts';
import { type Command, UsageError } from './command.ts';

export const templateCommand: Command = {
  usage: '-o FILE.xlsx [--year YEAR]',
  summary: 'write an Excel workbook to fill in as a plan, with help in Vietnamese; needs nothing running',
  options: { output: { type: 'string', short: 'o' }, year: { type: 'string' } },
  async run({ positionals, values: { output, year }, json }) {
    if (typeof output !== 'string' || !/\.xlsx$/i.test(output) || positionals.length > 0) {
      throw new UsageError('name the file to write, ending with .xlsx: -o ke-hoach.xlsx');
    }
    const workbook = await planTemplate(yearOf(year));
    await writeFile(output, workbook, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
      throw new UsageError(
        `cannot write ${output}: ${error.code === 'EEXIST' ? 'it is there already' : error.message}`,
      );
    });
    process.stdout.write(json ? `${JSON.stringify({ file: output })}\n` : `Wrote ${output}\n`);
    return 0;
  },
};

function yearOf(given: string | boolean | undefined): number {
  if (given === undefined) return new Date().getFullYear();
  if (typeof given !== 'string' || !/^20\d\d$/.test(given)) throw new UsageError('a year is four digits: --year 2026');
  return Number(given);
}
