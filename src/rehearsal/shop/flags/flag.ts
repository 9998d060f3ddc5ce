// Owns the shop's feature flags: which there are, how each starts, and what a setting serves to customers.

export const environments = ["development", "production"] as const;
export type Environment = (typeof environments)[number];

/** All flags live in this project. */
export const flagProject = "shop";

/** One of the values a flag serves; weights are per mille and sum up to 1000. */
export type Variant = {
  readonly name: string;
  readonly weight: number;
  readonly weightType: "variable" | "fix";
  readonly stickiness: string;
  readonly payload?: { readonly type: string; readonly value: string };
  readonly overrides?: readonly unknown[];
};

export type Strategy = {
  readonly id: string;
  readonly name: string;
  readonly title: string | null;
  readonly disabled: boolean;
  readonly sortOrder: number;
  readonly constraints: readonly unknown[];
  readonly parameters: Readonly<Record<string, string>>;
  readonly segments: readonly number[];
  readonly variants: readonly Variant[];
};

/** How one flag stands in one environment. */
export type FlagSetting = {
  readonly enabled: boolean;
  readonly strategies: readonly Strategy[];
  readonly variants: readonly Variant[];
  /** Of a flag without variations: it is on, and serves `false` all the same. */
  readonly servesFalse: boolean;
  /** Rises with every change. */
  readonly version: number;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
};

export type Flag = {
  readonly name: string;
  readonly description: string;
  readonly type: "kill-switch" | "operational" | "release";
  readonly createdAt: number;
  /** Empty where the flag is only on or off. The last one is served while the flag is off. */
  readonly variations: readonly string[];
  readonly settings: Readonly<Record<Environment, FlagSetting>>;
};

export type Flags = Readonly<Record<string, Flag>>;

const dayMs = 86_400_000;

const drafts = [
  {
    name: "recommendations",
    description: "Products others bought, on every page",
    type: "kill-switch",
    isOn: true,
    variations: [],
  },
  {
    name: "reviews",
    description: "Ratings and reviews on product pages",
    type: "kill-switch",
    isOn: true,
    variations: [],
  },
  {
    name: "shop-read-only",
    description: "Browse yes, orders no",
    type: "operational",
    isOn: false,
    variations: [],
  },
  {
    name: "maintenance-mode",
    description: "A closed sign instead of the shop",
    type: "operational",
    isOn: false,
    variations: [],
  },
  {
    name: "new-checkout",
    description: "Checkout on one page",
    type: "release",
    isOn: false,
    variations: ["one-page", "classic"],
  },
] as const;

export function newFlags(now: Date): Flags {
  return Object.fromEntries(drafts.map((draft) => [draft.name, newFlag(draft, now)]));
}

function newFlag(draft: (typeof drafts)[number], now: Date): Flag {
  const { name, description, type, variations } = draft;
  const createdAt = now.getTime() - 90 * dayMs;
  const setting = (enabled: boolean): FlagSetting => ({
    enabled,
    strategies: [{ ...plainStrategy(name), id: `00000000-0000-4000-8000-${idTail(name)}` }],
    variants: variations.length === 0 ? [] : serveOnly(variations, variations[0] ?? ""),
    servesFalse: false,
    version: 1,
    changedAt: now.getTime() - 30 * dayMs,
  });
  const settings = { development: setting(true), production: setting(draft.isOn) };
  return { name, description, type, createdAt, variations, settings };
}

/** What a flag gets that is switched on without a strategy: everybody. */
export function plainStrategy(flag: string): Omit<Strategy, "id"> {
  return {
    name: "flexibleRollout",
    title: null,
    disabled: false,
    sortOrder: 0,
    constraints: [],
    parameters: { rollout: "100", stickiness: "default", groupId: flag },
    segments: [],
    variants: [],
  };
}

/** Variants that give everybody the same one. */
export function serveOnly(names: readonly string[], served: string): readonly Variant[] {
  return names.map((name) => ({
    name,
    weight: name === served ? 1000 : 0,
    weightType: name === served ? "variable" : "fix",
    stickiness: "default",
  }));
}

/** The share of customers, 0 to 1, for whom the feature is on; of those with `variant`, if named. */
export function shareServed(
  { settings }: Flag,
  environment: Environment,
  variant?: string,
): number {
  const { enabled, servesFalse, strategies, variants } = settings[environment];
  if (!enabled || servesFalse) return 0;
  const strategy = strategies.find(({ disabled }) => !disabled);
  const reached = Number(strategy?.parameters["rollout"] ?? 100) / 100;
  if (variant === undefined) return reached;
  // Variants of the strategy go before those of the environment, as in Unleash's SDKs.
  const weighed = strategy && strategy.variants.length > 0 ? strategy.variants : variants;
  const found = weighed.find(({ name }) => name === variant);
  return reached * ((found?.weight ?? 0) / 1000);
}

export function isEnvironment(value: unknown): value is Environment {
  return environments.some((environment) => environment === value);
}

function idTail(name: string): string {
  return Buffer.from(name.padEnd(6, "-")).subarray(0, 6).toString("hex");
}
