// Derives what a customer finds on the shop's public site.
import { shareServed } from "../flags/flag.ts";
import type { ShopCore } from "../shop-core.ts";

const highest5xxPct = 5;

export type Storefront = {
  readonly ok: boolean;
  readonly mode: "open" | "read_only" | "maintenance";
  readonly message: string;
  readonly release: string | null;
  readonly features: Readonly<Record<string, boolean>>;
};

export function drawStorefront(core: ShopCore): Storefront {
  const { mode } = core.conditions();
  const features = Object.values(core.state().flags).map((flag) => [
    flag.name,
    shareServed(flag, "production") > 0,
  ]);
  return {
    ok: mode !== "maintenance" && core.figures().checkout["5xx_pct"] < highest5xxPct,
    mode,
    message: messages[mode],
    release: core.release()?.tag ?? null,
    features: Object.fromEntries(features) as Readonly<Record<string, boolean>>,
  };
}

const messages = {
  open: "Welcome.",
  read_only: "You can browse; ordering is paused. Your cart is kept.",
  maintenance: "We are closed for maintenance and will be back soon.",
} as const;
