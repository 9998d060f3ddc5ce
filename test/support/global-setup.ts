// Owns what a whole test run shares: its PostgreSQL server (node --test --test-global-setup).
import { startTestServer, type TestServer } from "./server.ts";

let server: TestServer | undefined;

export async function globalSetup(): Promise<void> {
  server = await startTestServer();
}

export async function globalTeardown(): Promise<void> {
  await server?.[Symbol.asyncDispose]();
}
