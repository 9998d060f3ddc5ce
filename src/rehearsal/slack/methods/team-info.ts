// team.info: the workspace itself.
import type { Method } from "../api/method.ts";

export const teamInfo: Method = {
  name: "team.info",
  scopes: ["team:read"],
  tier: 3,
  run: (ws) => ({
    ok: true,
    team: {
      ...ws.team,
      url: `https://${ws.team.domain}.slack.com/`,
      email_domain: "",
      icon: {},
      is_verified: false,
    },
  }),
};
