// users.list: everybody, deactivated people and bots too.
import type { Method } from "../api/method.ts";
import { pageOf } from "../api/page-of.ts";
import { userShape } from "../shapes/user-shape.ts";

export const usersList: Method = {
  name: "users.list",
  scopes: ["users:read"],
  tier: 2,
  run: (ws, args) => {
    const page = pageOf([...ws.users.values()], args, { usual: 1000, most: 1000 });
    if (!page.ok) {
      return page.answer;
    }
    return {
      ok: true,
      members: page.items.map((user) => userShape(ws, user)),
      cache_ts: ws.time.seconds(),
      response_metadata: { next_cursor: page.cursor },
    };
  },
};
