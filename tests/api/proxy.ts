// A TCP proxy before a server, so that a test can take the server away (refuse), freeze it (hang), make it far away (delay),
// and give it back (open).
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

export interface TcpProxy {
  readonly port: number;
  refuse(): Promise<void>;
  hang(): void;
  /** Everything sent to the server takes so many ms longer. */
  delay(ms: number): void;
  open(): Promise<void>;
  stop(): Promise<void>;
}

export async function startProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let isHanging = false;
  let delayMs = 0;
  let server: Server | null = null;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };
  const listen = async (port: number) => {
    server = createServer((incoming) => {
      keep(incoming);
      const outgoing = connect(target);
      keep(outgoing);
      const pass = (chunk: Buffer) => isHanging || outgoing.destroyed || outgoing.write(chunk);
      incoming.on('data', (chunk) => (delayMs > 0 ? setTimeout(pass, delayMs, chunk) : pass(chunk)));
      outgoing.on('data', (chunk) => isHanging || incoming.write(chunk));
      incoming.on('close', () => outgoing.destroy());
      outgoing.on('close', () => incoming.destroy());
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const refuse = async () => {
    const closing = server;
    server = null;
    for (const socket of sockets) socket.destroy();
    if (closing) await new Promise((resolve) => closing.close(resolve));
  };
  const port = await listen(0);
  return {
    port,
    refuse,
    hang: () => {
      isHanging = true;
    },
    delay: (ms) => {
      delayMs = ms;
    },
    async open() {
      delayMs = 0;
      // What was swallowed while it hung is gone: such connections are of no use any more.
      if (isHanging) for (const socket of sockets) socket.destroy();
      isHanging = false;
      if (!server) await listen(port);
    },
    stop: refuse,
  };
}
