// conversations.setPurpose
import type { Method } from "../api/method.ts";
import { setStatement, statementScopes } from "../api/set-statement.ts";

export const conversationsSetPurpose: Method = {
  name: "conversations.setPurpose",
  scopes: Object.values(statementScopes).flat(),
  tier: 2,
  run: (ws, args) => setStatement(ws, args, "purpose"),
};
