// Sends what a person does to the workspace's server.
import type { Act, ActResult } from "../wire.ts";

export async function sendAct(as: string, act: Act): Promise<ActResult> {
  try {
    const response = await fetch("/rehearsal/act", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ as, act }),
    });
    return (await response.json()) as ActResult;
  } catch {
    // The server is being restarted, or gone; the page reconnects by itself.
    return {
      ok: false,
      shown: "The rehearsal workspace does not answer. Is Muster still running?",
    };
  }
}
