// api.test: echoes its arguments; fails when told to.
import { type Method, refuse } from "../api/method.ts";

export const apiTest: Method = {
  name: "api.test",
  scopes: [],
  tier: 4,
  token: "none",
  run: (_ws, args) => {
    const error = args.text("error");
    return error === undefined ? { ok: true, args: args.raw } : refuse(error, { args: args.raw });
  },
};
