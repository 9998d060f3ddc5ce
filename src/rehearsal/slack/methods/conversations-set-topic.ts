// conversations.setTopic
import type { Method } from "../api/method.ts";
import { setStatement, statementScopes } from "../api/set-statement.ts";

export const conversationsSetTopic: Method = {
  name: "conversations.setTopic",
  scopes: Object.values(statementScopes).flat(),
  tier: 2,
  run: (ws, args) => setStatement(ws, args, "topic"),
};
