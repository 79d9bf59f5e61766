// The few requests that the demo makes of the running api, as its coordinator.
import { z } from 'zod';

const PlanSummary = z.object({
  planId: z.string(),
  name: z.string(),
  status: z.enum(['draft', 'running', 'closed']),
  year: z.int().nullable(),
  movedFromYear: z.int().nullable(),
  documentSha256: z.string(),
  assignmentCount: z.int(),
});
export type PlanSummary = z.output<typeof PlanSummary>;

const Plans = z.object({ items: z.array(PlanSummary) });
const Preview = z.object({ items: z.array(z.object({ rowId: z.string(), pastDue: z.boolean() })) });
const Progress = z.object({ launched: z.int(), started: z.int() });

class Refused extends Error {
  readonly status: number;
  constructor(request: string, status: number, text: string) {
    super(`${request} answered ${status}: ${text}`);
    this.status = status;
  }
}

export type DemoClient = ReturnType<typeof createDemoClient>;

export function createDemoClient(api: string, token: string) {
  const request = async <T extends z.ZodType>(
    answer: T,
    path: string,
    init: RequestInit = {},
  ): Promise<z.output<T>> => {
    const headers = { authorization: `Bearer ${token}`, ...init.headers };
    const response = await fetch(new URL(path, api), { ...init, headers });
    const text = await response.text();
    if (!response.ok) throw new Refused(`${init.method ?? 'GET'} ${path}`, response.status, text);
    return answer.parse(JSON.parse(text));
  };
  return {
    importPlan: (name: string, document: Buffer, year?: number): Promise<PlanSummary> =>
      request(PlanSummary, `/api/plans${year === undefined ? '' : `?year=${year}`}`, {
        method: 'POST',
        headers: {
          'content-type': 'text/plain; charset=utf-8',
          'content-disposition': `attachment; filename="${name}"`,
        },
        body: new Uint8Array(document),
      }),
    listPlans: async (): Promise<PlanSummary[]> => (await request(Plans, '/api/plans?limit=500')).items,
    getPlan: (planId: string) => request(PlanSummary, `/api/plans/${planId}`),
    findPlan: (planId: string): Promise<PlanSummary | null> =>
      request(PlanSummary, `/api/plans/${planId}`).catch((error: unknown) => {
        if (error instanceof Refused && error.status === 404) return null;
        throw error;
      }),
    launchPreview: (planId: string) => request(Preview, `/api/plans/${planId}/launch-preview`),
    launch: (planId: string, acknowledgePastDue: boolean) =>
      request(z.unknown(), `/api/plans/${planId}/commands`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': `demo-launch-${planId}` },
        body: JSON.stringify({ type: 'LaunchPlan', acknowledgePastDue }),
      }),
    progress: (planId: string) => request(Progress, `/api/plans/${planId}/progress`),
  };
}
