import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { chooseFreePort, isFreePort, readPorts, writePorts } from '../../local/ports.ts';
import { newFolder } from './fixtures.ts';

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => void server.close()));

function occupy(port: number): Promise<void> {
  const server = createServer();
  servers.push(server);
  return new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
}

describe('a port', () => {
  test('is the wanted one while that is free', async () => {
    const preferred = await chooseFreePort({ preferred: 0 });
    expect(await chooseFreePort({ preferred })).toBe(preferred);
  });

  test('is another one when the wanted one is taken', async () => {
    const preferred = await chooseFreePort({ preferred: 0 });
    await occupy(preferred);
    const chosen = await chooseFreePort({ preferred });
    expect(chosen).not.toBe(preferred);
    expect(await isFreePort(chosen)).toBe(true);
  });

  test('is not one that was promised to somebody else', async () => {
    const preferred = await chooseFreePort({ preferred: 0 });
    expect(await chooseFreePort({ preferred, avoid: [preferred] })).not.toBe(preferred);
  });

  test('is refused on an address that this machine does not have', () =>
    expect(chooseFreePort({ preferred: 8080, host: '192.0.2.1' })).rejects.toThrow('192.0.2.1'));

  test('is remembered between starts', () => {
    const file = join(newFolder(), 'ports.json');
    expect(readPorts(file)).toEqual({});
    writePorts(file, { postgres: 54_330 });
    expect(readPorts(file)).toEqual({ postgres: 54_330 });
  });
});
