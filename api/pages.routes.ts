// What can be read without a token: the start page, the OpenAPI document, its page.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { docsPage, type OpenApiDocument } from './docs-page.ts';
import { page } from './html.ts';

const HTML = 'text/html; charset=utf-8';
const hidden = { schema: { hide: true } };

const home = page(
  'tiendo',
  `<h1>tiendo</h1>
<p>Theo dõi kế hoạch cải cách hành chính: mỗi dòng của kế hoạch là một luồng việc bền vững, mỗi bước là một sự kiện có bằng chứng.
<br>Runs the administrative-reform plans of a ward: every row a durable workflow, every step a provable event.</p>
<ul>
<li><a href="/api/docs">API</a> (<a href="/api/openapi.json">OpenAPI</a>)</li>
<li><a href="/readyz">readyz</a> · <a href="/healthz">healthz</a> · <a href="/metrics">metrics</a></li>
</ul>`,
);

export const pagesRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get('/', hidden, async (_request, reply) => reply.type(HTML).send(home));
  app.get('/api/openapi.json', hidden, async () => app.swagger());
  app.get('/api/docs', hidden, async (_request, reply) =>
    reply.type(HTML).send(docsPage(app.swagger() as unknown as OpenApiDocument)),
  );
};
