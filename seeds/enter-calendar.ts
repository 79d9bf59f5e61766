// Enters the working calendar that the product ships, by the command that an administrator would give. Safe to run at every
// start: an installation that has it, and whatever its administrators have made of it since, stays as it is.
import type { Pool } from '../db/pool.ts';
import { shippedCalendar, shippedImport } from '../domain/calendar-vn.ts';
import { openStream, receiveSystemCommand } from '../record/inbox.ts';
import { CALENDAR_STREAM } from '../record/streams.ts';
import { takeTurn } from '../record/turn.ts';

export async function enterCalendar(pool: Pool): Promise<void> {
  const stream = CALENDAR_STREAM;
  await openStream(pool, stream);
  const body = { type: 'ImportCalendar', ...shippedImport };
  await receiveSystemCommand(pool, { stream, key: `shipped-${shippedCalendar.version}`, body });
  await takeTurn(pool, { stream }, ({ error }) => {
    throw error;
  });
}
