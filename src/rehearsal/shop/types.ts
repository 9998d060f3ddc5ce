// The shapes the sample shop is made of: gateways, routes, troubles, figures and the running shop.
export const gateways = ["stripe", "payu", "paypal"] as const;
export type Gateway = (typeof gateways)[number];

/** What can be wrong with the shop; a gateway's name means that gateway stops authorizing. */
export const troubles = [...gateways, "release", "peak"] as const;
export type Trouble = (typeof troubles)[number];

/** Where a gateway's orders go: `fallback_pct` percent of them to `fallback`. */
export type Route = {
  readonly gateway: Gateway;
  readonly fallback: Gateway | null;
  readonly fallback_pct: number;
  /** Rises by one with every real change. */
  readonly revision: number;
};

export type Routes = Readonly<Record<Gateway, Route>>;

/** Figures over the shop's window, which stands for "5m". `null`: nothing was attempted. */
export type GatewayFigures = {
  readonly auth_pct: number | null;
  readonly baseline_auth_pct: number;
  readonly attempts: number;
  readonly error_pct: number | null;
};

export type Figures = {
  readonly gateways: Readonly<Record<Gateway, GatewayFigures>>;
  readonly checkout: {
    readonly "5xx_pct": number;
    readonly latency_p95_seconds: number;
    readonly js_error_pct: number;
    readonly db_cpu_pct: number;
    readonly requests_per_second: number;
  };
};

/** One mutating request the shop received, so that effects can be counted. */
export type LoggedRequest = {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly key: string | null;
  readonly body: unknown;
  readonly status: number;
  /** The shop's state differs after this request from before it. */
  readonly changed: boolean;
  /** Answered from the stored answer of an earlier request with the same key. */
  readonly replayed: boolean;
};

export type Clock = { now(): Date };

export type ShopOptions = {
  readonly host: string;
  readonly port: number;
  readonly journalFile?: string;
  readonly clock?: Clock;
  /** Where alerts are posted; can be set later. */
  readonly alertTo?: string;
  /** Wall time between ticks; 0 = only when `tick` is called. */
  readonly tickMs?: number;
  /** When set, changing requests need `Authorization: Bearer <token>`. */
  readonly token?: string;
  readonly random?: () => number;
};

/** How the next changing requests go wrong: an HTTP status, or applied but the answer lost. */
export type ShopFault = { readonly status: number } | "lose-answer";

export type Shop = AsyncDisposable & {
  readonly url: string;
  break(trouble: Trouble): void;
  heal(trouble?: Trouble): void;
  isBroken(trouble: Trouble): boolean;
  broken(): readonly Trouble[];
  routes(): Routes;
  figures(): Figures;
  log(): readonly LoggedRequest[];
  firing(): readonly { readonly alertname: string; readonly since: Date }[];
  alertTo(url: string): void;
  /** Lets the next `times` changing requests go wrong. */
  misbehave(fault: ShopFault, times: number): void;
  /** Lets `seconds` of traffic pass, evaluates the alert rules, and waits for what is posted. */
  tick(seconds?: number): Promise<void>;
  onTick(listener: () => void): () => void;
};
