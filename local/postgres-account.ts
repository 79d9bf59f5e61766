// PostgreSQL refuses to run as root. As root its processes get another account, preferably the owner of the data.
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';

export interface Account {
  name: string;
  uid: number;
  gid: number;
}

const PREFERRED = ['postgres', '_postgres', 'nobody', 'daemon'];

/** null: our own account will do. */
export function chooseAccount(cluster: string): Account | null {
  if (process.getuid?.() !== 0) {
    assertKnownUser();
    return null;
  }
  const accounts = listAccounts();
  const owner = statSync(cluster, { throwIfNoEntry: false })?.uid;
  const chosen =
    (owner ? accounts.find(({ uid }) => uid === owner) : undefined) ??
    PREFERRED.map((name) => accounts.find((account) => account.name === name)).find(Boolean);
  if (chosen) return chosen;
  throw new Error(
    'PostgreSQL does not run as root, and /etc/passwd names none of the users postgres, nobody or daemon to run it as. ' +
      'Create one (useradd --system postgres), start as another user, or set DATABASE_URL.',
  );
}

/** PostgreSQL looks its user up by name; containers started with a random uid have none. */
function assertKnownUser(): void {
  try {
    userInfo();
  } catch {
    throw new Error(
      `PostgreSQL needs a user with a name, but uid ${process.getuid?.()} has no entry in /etc/passwd. ` +
        'Add one (for a container: a user line for this uid), start as another user, or set DATABASE_URL.',
    );
  }
}

function listAccounts(): Account[] {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  return lines.flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    const account = { name: name ?? '', uid: Number(uid), gid: Number(gid) };
    return name && !name.startsWith('#') && account.uid > 0 && account.gid >= 0 ? [account] : [];
  });
}

/** Asked of the system itself, because owner, group and mode bits do not tell the whole story. */
export function mayEnter(folder: string, account: Account | null): boolean {
  if (account === null) return true;
  const { uid, gid } = account;
  return spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], { uid, gid, cwd: '/', env: {} }).status === 0;
}
