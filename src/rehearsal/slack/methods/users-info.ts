// users.info: one person.
import { type Method, refuse } from "../api/method.ts";
import { userShape } from "../shapes/user-shape.ts";

export const usersInfo: Method = {
  name: "users.info",
  scopes: ["users:read"],
  tier: 4,
  run: (ws, args) => {
    const user = ws.users.get(args.text("user") ?? "");
    return user === undefined ? refuse("user_not_found") : { ok: true, user: userShape(ws, user) };
  },
};
