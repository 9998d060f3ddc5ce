// apps.connections.open: an address for one Socket Mode connection.
import type { Method } from "../api/method.ts";

export const appsConnectionsOpen: Method = {
  name: "apps.connections.open",
  scopes: ["connections:write"],
  tier: 3,
  token: "app",
  run: (ws) => ({ ok: true, url: ws.socketUrl() }),
};
