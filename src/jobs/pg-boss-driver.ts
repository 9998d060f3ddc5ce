// Owns how pg-boss speaks to PostgreSQL: over our own postgres.js client instead of a second driver.
import type { Db as PgBossDatabase } from "pg-boss";
import type { ReservedSql, Sql } from "postgres";
import { isConnectionLost } from "../storage/guard-transactions.ts";

/**
 * The client must have been made with `hasRawJson`: pg-boss hands over JSON as text. `onJob` hears the name of each
 * kind that got a job, in place of pg-boss, which would send all its lanes to look for the one.
 */
export function pgBossDriver(sql: Sql, onJob: (name: string) => void): PgBossDatabase {
  return {
    async executeSql(text, values = []) {
      if (values.length === 0) return { rows: await runScript(sql, text) };
      return { rows: await sql.unsafe(text, values as never[]) };
    },
    async listen(channel, _onNotification, onReconnect) {
      // postgres.js reconnects and listens again by itself, and says so: what was sent meanwhile is lost.
      const subscription = await sql.listen(channel, onJob, onReconnect);
      return { close: () => subscription.unlisten() };
    },
  };
}

/** pg-boss's scripts hold several statements and their own BEGIN and COMMIT, so one connection must carry all of it. */
async function runScript(sql: Sql, text: string): Promise<unknown[]> {
  const connection = await sql.reserve();
  let isLost = false;
  try {
    const result: unknown = await connection.unsafe(text).simple();
    return Array.isArray(result) ? result.flat() : [];
  } catch (error) {
    // A script that fails half-way leaves its transaction open, and the next borrower would be inside it.
    isLost = isConnectionLost(error) || !(await rollBack(connection));
    throw error;
  } finally {
    // A lost one goes back to the pool by itself. Given back here it would be lent once more, without its socket.
    if (!isLost) connection.release();
  }
}

/** False where the connection is lost, and the transaction with it: the first error is the one to tell. */
async function rollBack(connection: ReservedSql): Promise<boolean> {
  return await connection
    .unsafe("rollback")
    .simple()
    .then(
      () => true,
      () => false,
    );
}
