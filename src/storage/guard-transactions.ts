// Keeps a connection lost in mid-transaction from ending the process.
import { setTimeout as wait } from "node:timers/promises";
import type { Sql, TransactionSql } from "postgres";

type Work = (tx: TransactionSql) => unknown;

/** The end of a connection is told within a moment of the failure it causes; far more than enough. */
const END_TOLD_MS = 5_000;

/**
 * postgres.js sends `rollback` on the lost connection, into a socket that is gone: an uncaught TypeError
 * (https://github.com/porsager/postgres/pull/1168). `begin` rejects by itself when its connection closes,
 * so it is enough that nothing of the transaction is sent after that.
 */
export function guardTransactions(client: Sql): Sql {
  const begin = client.begin.bind(client) as (...args: unknown[]) => Promise<unknown>;
  async function guarded(...args: unknown[]): Promise<unknown> {
    const work = args.pop() as Work;
    const state = { isOver: false };
    const begun = begin(...args, async (tx: TransactionSql) => await run(work, tx, state));
    begun.catch(() => {
      state.isOver = true;
    });
    return await begun;
  }
  return Object.assign(client, { begin: guarded });
}

type State = { readonly isOver: boolean };

async function run(work: Work, tx: TransactionSql, state: State): Promise<unknown> {
  try {
    const result = await work(refuseOnceOver(tx, state));
    refuse(state);
    return result;
  } catch (error) {
    if (state.isOver || isConnectionLost(error)) {
      await wait(END_TOLD_MS, undefined, { ref: false });
    }
    throw error;
  }
}

/** A query that would come after the end fails as one that was under way does. */
function refuseOnceOver(tx: TransactionSql, state: State): TransactionSql {
  const unsafe = tx.unsafe.bind(tx);
  return Object.assign(tx, {
    unsafe: (...args: Parameters<typeof unsafe>) => {
      refuse(state);
      return unsafe(...args);
    },
  });
}

function refuse({ isOver }: State): void {
  if (isOver) throw new Error("the connection of this transaction is lost; nothing was changed");
}

const SOCKET_CODES = ["ECONNRESET", "EPIPE", "ETIMEDOUT", "ECONNABORTED"];

/** As postgres.js, the socket or (FATAL) the server itself tells it, at any depth of causes. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, severity } = error as { code?: unknown; severity?: unknown };
  const said = typeof code === "string" ? code : "";
  const isLost = said.startsWith("CONNECTION_") || SOCKET_CODES.includes(said);
  return isLost || severity === "FATAL" || isConnectionLost(error.cause);
}
