// For `npm run dev`: calls back when a source file of the services has changed, once for a burst of changes.
import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../db/project-root.ts';

const SETTLED_MS = 300;
const folders = ['domain', 'record', 'documents', 'workflows', 'activities', 'worker', 'api', 'web', 'db'];

export function watchSources(changed: (file: string) => void): void {
  let timer: NodeJS.Timeout | undefined;
  for (const folder of folders.filter((name) => existsSync(join(projectRoot, name)))) {
    const watcher = watch(join(projectRoot, folder), { recursive: true }, (_event, file) => {
      if (!file || !/\.(ts|tsx|js|mjs|sql|html|css)$/.test(file)) return;
      clearTimeout(timer);
      timer = setTimeout(() => changed(join(folder, file)), SETTLED_MS);
    });
    watcher.on('error', () => {}); // a folder that goes away while we watch
    watcher.unref();
  }
}
