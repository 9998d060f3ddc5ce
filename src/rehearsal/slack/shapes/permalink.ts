// The address of a message in the workspace.
import type { Message } from "../types.ts";
import type { Workspace } from "../workspace/workspace.ts";

export function permalink(ws: Workspace, { channelId, ts, threadTs }: Message): string {
  const address = `https://${ws.team.domain}.slack.com/archives/${channelId}/p${ts.replace(".", "")}`;
  return threadTs === undefined ? address : `${address}?thread_ts=${threadTs}&cid=${channelId}`;
}
