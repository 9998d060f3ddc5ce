// Decides what a failure of the embedded server means, and what its reader should do about it.

export class EmbeddedPostgresError extends Error {
  override readonly name = "EmbeddedPostgresError";
}

type Reading = { readonly sign: RegExp; readonly meaning: (folder: string) => string };

const INSTEAD = "or set DATABASE_URL to a PostgreSQL server";

/** The first sign found in PostgreSQL's last lines gives the meaning. */
const READINGS: readonly Reading[] = [
  {
    sign: /No space left on device|Disk quota exceeded/,
    meaning: (folder) =>
      `The disk that holds ${folder} is full. Free some space (64 MB at least) and start again.`,
  },
  {
    sign: /could not (create|resize|map) .*shared memory|Cannot allocate memory|out of memory/i,
    meaning: () =>
      "The system gave PostgreSQL too little memory. Give the container more (or more /dev/shm).",
  },
  {
    sign: /wrong ownership|invalid permissions|Permission denied|Operation not permitted|Read-only file system/,
    meaning: (folder) =>
      `The user Muster runs as may not use ${folder}. Start Muster as the user that made the folder, ` +
      `give the folder to this user with chown -R, set MUSTER_DATA_DIR to another folder, ${INSTEAD}.`,
  },
  {
    sign: /effective user ID/,
    meaning: () =>
      `This user has no name in /etc/passwd, which PostgreSQL needs. Give it one, ${INSTEAD}.`,
  },
  {
    sign: /could not (create|bind) Unix socket|Unix-domain socket/i,
    meaning: (folder) =>
      `The file system of ${folder} takes no unix sockets. Set MUSTER_DATA_DIR to a local folder, ${INSTEAD}.`,
  },
  {
    sign: /incompatible with server|initialized by PostgreSQL version/,
    meaning: (folder) =>
      `${folder} was written by another PostgreSQL version. Start the Muster that wrote it, export, and import here.`,
  },
  {
    sign: /PANIC|checkpoint record|could not (open|read|access|locate)|invalid page|is missing|not a database cluster|control file|contains? (invalid|wrong)|syntax error in file|does not exist/i,
    meaning: (folder) =>
      `The database in ${folder} is damaged. Bring the folder back from a backup; ` +
      "or move it away (do not delete it) to start with an empty one.",
  },
];

/** The binaries ask for glibc; where there is none the system answers as if the program itself were missing. */
const NOT_FOUND_STATUS = 127;

export function explainFailure(
  folder: string,
  status: number | null,
  tail: string,
): EmbeddedPostgresError {
  const ended = status === null ? "was killed" : `ended with status ${status}`;
  const reading = READINGS.find(({ sign }) => sign.test(tail));
  const meaning =
    status === NOT_FOUND_STATUS
      ? "Its binary does not run on this system (it needs glibc; Alpine has musl). Set DATABASE_URL to a PostgreSQL server."
      : (reading?.meaning(folder) ?? `Read its last lines below, ${INSTEAD}.`);
  const lines = tail.trim() === "" ? "(it wrote nothing)" : tail.trim().replaceAll(/^/gm, "  ");
  return new EmbeddedPostgresError(
    `The embedded PostgreSQL in ${folder} ${ended}. ${meaning}\nIts last lines:\n${lines}`,
  );
}
