// The page at /api/docs: every route of the OpenAPI document, readable without anything else.
import { escapeHtml, page } from './html.ts';

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly description?: string;
    readonly required?: boolean;
  }[];
  readonly requestBody?: unknown;
  readonly responses?: Readonly<Record<string, unknown>>;
}

export interface OpenApiDocument {
  readonly info: { readonly title: string; readonly description?: string };
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, unknown>> };
}

const json = (title: string, value: unknown): string =>
  value === undefined
    ? ''
    : `<details><summary>${escapeHtml(title)}</summary><pre>${escapeHtml(JSON.stringify(value, null, 2))}</pre></details>`;

const parameters = ({ parameters: all = [] }: Operation): string => {
  const lines = all.map(({ name, in: where, description = '', required }) => {
    const what = `${where}${required ? ', required' : ''}`;
    return `<li><code>${escapeHtml(name)}</code> (${what}) ${escapeHtml(description)}</li>`;
  });
  return lines.length === 0 ? '' : `<ul>${lines.join('')}</ul>`;
};

const operation = (path: string, method: string, described: Operation): string => {
  const { summary = '', description = '', requestBody, responses } = described;
  return `<details id="${escapeHtml(`${method} ${path}`)}"><summary><span class="method">${method.toUpperCase()}</span>
<code>${escapeHtml(path)}</code> ${escapeHtml(summary)}</summary>
<p>${escapeHtml(description)}</p>${parameters(described)}${json('Body', requestBody)}${json('Answers', responses)}</details>`;
};

export function docsPage(document: OpenApiDocument): string {
  const all = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      tag: described.tags?.[0] ?? 'other',
      html: operation(path, method, described),
    })),
  );
  const sections = [...new Set(all.map(({ tag }) => tag))].map((tag) => {
    const routes = all.filter((route) => route.tag === tag).map(({ html }) => html);
    return `<h2>${escapeHtml(tag)}</h2>${routes.join('\n')}`;
  });
  const { title, description = '' } = document.info;
  return page(
    `${title} API`,
    `<h1>${escapeHtml(title)} API</h1><p>${escapeHtml(description)}</p>
<p><a href="/api/openapi.json">openapi.json</a></p>${sections.join('\n')}
<h2>Schemas</h2>${Object.entries(document.components?.schemas ?? {})
      .map(([name, schema]) => json(name, schema))
      .join('\n')}`,
  );
}
