// auth.test: who the token belongs to.
import type { Method } from "../api/method.ts";

export const authTest: Method = {
  name: "auth.test",
  scopes: [],
  tier: "special",
  run: (ws) => ({
    ok: true,
    url: `https://${ws.team.domain}.slack.com/`,
    team: ws.team.name,
    user: ws.users.get(ws.app.botUserId)?.name,
    team_id: ws.team.id,
    user_id: ws.app.botUserId,
    bot_id: ws.botId,
    is_enterprise_install: false,
  }),
};
