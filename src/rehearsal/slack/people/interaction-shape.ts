// What every interaction payload says about the app, the team and the person.
import type { Channel, User } from "../types.ts";
import type { Workspace } from "../workspace/workspace.ts";

export const legacyToken = "legacy-verification-token";

export function interactionShape(ws: Workspace, user: User): Record<string, unknown> {
  return {
    token: legacyToken,
    api_app_id: ws.app.appId,
    team: { id: ws.team.id, domain: ws.team.domain },
    user: { id: user.id, username: user.name, name: user.name, team_id: user.teamId },
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** Slack names no private conversation in payloads. */
export function channelName(channel: Channel): string {
  switch (channel.kind) {
    case "public":
      return channel.name;
    case "private":
    case "mpim":
      return "privategroup";
    case "im":
      return "directmessage";
  }
}
