// The load client's HTTP: connections that are kept, JSON both ways, and nothing else, to cost as little as it can.
import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
}

export function callJson<Body>(
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  { token, key, body }: { token?: string; key?: string; body?: unknown } = {},
): Promise<Answer<Body>> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(key !== undefined && { 'idempotency-key': key }),
    ...(text !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const answer = Buffer.concat(parts).toString();
        try {
          resolve({ status: response.statusCode ?? 0, body: JSON.parse(answer) as Body });
        } catch {
          reject(new Error(`${method} ${url} answered ${response.statusCode} and no JSON: ${answer.slice(0, 200)}`));
        }
      });
    });
    sent.on('error', reject);
    sent.end(text);
  });
}
