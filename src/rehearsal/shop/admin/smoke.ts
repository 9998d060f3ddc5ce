// The smoke checks: what a customer does from the first page to the payment, tried now.
//   GET  /v1/smoke   {ok, ok_pct, checks: [{name, ok, ms}]}
import { ok } from "../answer.ts";
import { shareServed } from "../flags/flag.ts";
import type { ShopCore } from "../shop-core.ts";
import { gateways } from "../types.ts";
import type { Resource } from "./resource.ts";
import { checkoutHost, daysLeft, isMismatched, shopHost } from "./site.ts";

export const smoke: Resource = {
  read: (core, rest) => {
    if (rest.length > 0) return undefined;
    const ms = Math.round(core.figures().checkout.latency_p95_seconds * 250);
    const checks = findings(core).map(({ name, ok: isOk }, index) => ({
      name,
      ok: isOk,
      ms: ms + 7 * index,
    }));
    const passed = checks.filter((check) => check.ok).length;
    const ok_pct = Math.round((passed / checks.length) * 100);
    return ok({ ok: passed === checks.length, ok_pct, checks });
  },
};

function findings(core: ShopCore): readonly { readonly name: string; readonly ok: boolean }[] {
  const { site, flags, troubles } = core.state();
  const { checkout } = core.conditions();
  const isOn = (name: string) => {
    const flag = flags[name];
    return flag !== undefined && shareServed(flag, "production") > 0;
  };
  const isOpen = !isOn("maintenance-mode");
  const certificate = site.certificates[shopHost];
  const record = site.records[checkoutHost];
  return [
    { name: "dns", ok: record !== undefined && !isMismatched(record, core.now()) },
    { name: "tls", ok: certificate !== undefined && daysLeft(certificate, core.now()) > 0 },
    { name: "home", ok: isOpen },
    { name: "search", ok: isOpen },
    { name: "product", ok: isOpen && !checkout.isReleaseBad },
    { name: "cart", ok: isOpen && !isOn("shop-read-only") },
    {
      name: "checkout",
      ok: isOpen && !isOn("shop-read-only") && !checkout.isReleaseBad && checkout.buggyShare === 0,
    },
    { name: "payment", ok: gateways.some((gateway) => !troubles.includes(gateway)) },
  ];
}
