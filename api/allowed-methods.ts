// Which methods an address answers to: 405 with Allow tells a caller more than 404 does.
import type { FastifyInstance } from 'fastify';

interface Route {
  readonly path: readonly string[];
  readonly methods: readonly string[];
}

const partsOf = (url: string): string[] => (url.split('?')[0] ?? '').split('/');

const matches = (pattern: readonly string[], path: readonly string[]): boolean =>
  pattern.length === path.length && pattern.every((part, index) => part.startsWith(':') || part === path[index]);

/** Notes every route that is registered after it. Returns what an address answers to; empty where it leads nowhere. */
export function noteRoutes(app: FastifyInstance): (url: string) => string[] {
  const routes: Route[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    routes.push({ path: partsOf(url), methods: [method].flat() });
  });
  return (url) => {
    const path = partsOf(url);
    const methods = routes.filter((route) => matches(route.path, path)).flatMap((route) => route.methods);
    return [...new Set(methods)].sort();
  };
}
