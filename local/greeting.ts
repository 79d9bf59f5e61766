// What a person reads when everything runs: the addresses, and in demo mode one login per role.
import { relative } from 'node:path';
import type { DataFolder } from './data-folder.ts';
import type { Running } from './product.ts';

export interface Person {
  username: string;
  token: string;
  role: string;
  unitId: string | null;
  name: string;
}

export function describeAddresses(running: Running, data: DataFolder): string {
  const rows: [string, string | null][] = [
    ['Web and API', running.api],
    ['API docs', `${running.api}/api/docs`],
    ['Temporal', running.temporalUi ?? running.temporalAddress],
    ['Data', data.path],
    ['Logs', data.logs],
  ];
  return rows.map(([name, value]) => `  ${name.padEnd(12)} ${value}`).join('\n');
}

/** The first person of each role; the others are in the file. */
export function describeLogins(people: readonly Person[], credentialsFile: string): string {
  const onePerRole = [...new Map([...people].reverse().map((person) => [person.role, person])).values()].reverse();
  const table = onePerRole.map(({ role, username, unitId, name, token }) => [
    role,
    username,
    unitId ?? '',
    name,
    token,
  ]);
  const file = relative(process.cwd(), credentialsFile);
  const place = file.startsWith('..') ? credentialsFile : file;
  const lines = alignColumns([['role', 'user', 'unit', 'name', 'token'], ...table]);
  return [
    `Demo logins (all ${people.length} in ${place}), for Authorization: Bearer <token>`,
    ...lines.map((line) => `  ${line}`),
  ].join('\n');
}

function alignColumns(rows: readonly string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => [...(row[column] ?? '')].length)));
  const pad = (cell: string, column: number) => cell + ' '.repeat((widths[column] ?? 0) - [...cell].length);
  return rows.map((row) => row.map(pad).join('  ').trimEnd());
}
