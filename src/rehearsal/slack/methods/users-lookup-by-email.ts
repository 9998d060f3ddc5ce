// users.lookupByEmail: the active person with this address.
import { type Method, refuse } from "../api/method.ts";
import { userShape } from "../shapes/user-shape.ts";

export const usersLookupByEmail: Method = {
  name: "users.lookupByEmail",
  scopes: ["users:read.email"],
  tier: 3,
  run: (ws, args) => {
    const email = args.text("email")?.toLowerCase();
    const user = [...ws.users.values()].find(
      (candidate) =>
        !candidate.isBot && !candidate.deleted && candidate.email.toLowerCase() === email,
    );
    return user === undefined ? refuse("users_not_found") : { ok: true, user: userShape(ws, user) };
  },
};
