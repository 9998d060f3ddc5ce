// Owns what the shop remembers over a restart, and how each journal entry changes it.
import type { Alert } from "./alertmanager-body.ts";
import type { StoredAnswer } from "./answer.ts";
import {
  type Gateway,
  gateways,
  type LoggedRequest,
  type Route,
  type Routes,
  type Trouble,
} from "./types.ts";

/** What a group's last accepted notification said. */
export type Sent = { readonly at: string; readonly firing: readonly string[] };

export type ShopState = {
  readonly routes: Routes;
  readonly troubles: readonly Trouble[];
  /** By fingerprint: what fires, and what has ended but is not told yet. */
  readonly alerts: Readonly<Record<string, Alert>>;
  readonly sent: Readonly<Record<string, Sent>>;
  readonly log: readonly LoggedRequest[];
  readonly answers: Readonly<Record<string, StoredAnswer>>;
};

export type Entry =
  | { readonly kind: "route"; readonly route: Route }
  | { readonly kind: "trouble"; readonly trouble: Trouble; readonly isBroken: boolean }
  | { readonly kind: "alert"; readonly alert: Alert }
  | {
      readonly kind: "sent";
      readonly group: string;
      readonly sent: Sent;
      /** Fingerprints of ended alerts that need no further telling. */
      readonly told: readonly string[];
    }
  | { readonly kind: "request"; readonly request: LoggedRequest; readonly answer?: StoredAnswer }
  | { readonly kind: "snapshot"; readonly state: ShopState };

/** Enough to count a rehearsal's effects; older requests and answers are forgotten. */
const keptRequests = 1000;

export function newShopState(): ShopState {
  const routes = {} as Record<Gateway, Route>;
  for (const gateway of gateways) {
    routes[gateway] = { gateway, fallback: null, fallback_pct: 0, revision: 1 };
  }
  return { routes, troubles: [], alerts: {}, sent: {}, log: [], answers: {} };
}

export function applyEntry(state: ShopState, entry: Entry): ShopState {
  switch (entry.kind) {
    case "route":
      return { ...state, routes: { ...state.routes, [entry.route.gateway]: entry.route } };
    case "trouble": {
      const others = state.troubles.filter((trouble) => trouble !== entry.trouble);
      return { ...state, troubles: entry.isBroken ? [...others, entry.trouble] : others };
    }
    case "alert":
      return { ...state, alerts: { ...state.alerts, [entry.alert.fingerprint]: entry.alert } };
    case "sent": {
      const kept = Object.entries(state.alerts).filter(([id]) => !entry.told.includes(id));
      const sent = { ...state.sent, [entry.group]: entry.sent };
      return { ...state, alerts: Object.fromEntries(kept), sent };
    }
    case "request": {
      const { key } = entry.request;
      const answers = key && entry.answer ? keepAnswer(state, key, entry.answer) : state.answers;
      return { ...state, log: [...state.log, entry.request].slice(-keptRequests), answers };
    }
    case "snapshot":
      return entry.state;
  }
}

function keepAnswer(
  { answers }: ShopState,
  key: string,
  answer: StoredAnswer,
): ShopState["answers"] {
  return Object.fromEntries(
    [...Object.entries(answers), [key, answer] as const].slice(-keptRequests),
  );
}
