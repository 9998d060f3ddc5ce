// The sample shop beside the chat: how it is doing, how to break it, how to make things misbehave.
import { type ComponentChild, h } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Gateway, Trouble } from "../../shop/types.ts";
import type { Act, ShopMoment, Update } from "../wire.ts";
import { addMoment } from "./apply-update.ts";
import { GithubPanel } from "./github-panel.ts";
import { Misbehave } from "./misbehave.ts";
import { Behind, Events } from "./shop-situation.ts";
import { Sparkline, type SparklineProps } from "./sparkline.ts";
import { useWorkspace } from "./workspace-context.ts";

const gatewayNames: Readonly<Record<Gateway, string>> = {
  stripe: "Stripe",
  payu: "PayU",
  paypal: "PayPal",
};

const breakages: readonly (readonly [Trouble, string, string])[] = [
  ["stripe", "Stripe stops authorizing", "Card payments at Stripe are declined"],
  [
    "flag",
    "Feature flag new-checkout throws errors",
    "The new checkout goes to everybody and has a bug; without its flag all is well",
  ],
  ["release", "Bad release", "A release goes out: checkout answers 5xx, pages throw script errors"],
  ["peak", "Traffic surge", "Three times the visitors: the database saturates, checkout is slow"],
  ["certificate", "Certificate expires", "Browsers warn, and nearly nobody goes on"],
  ["dns", "DNS record is wrong", "checkout.shop.example leads most customers nowhere"],
];

const allowedDropPp = 2;
const max5xxPct = 0.5;
const maxLatencySeconds = 2;

export function ShopPanel({ updates }: { updates: EventTarget }) {
  const history = useShopHistory(updates);
  const now = history.at(-1);
  const [isGithub, setGithub] = useState(false);
  return h(
    "aside",
    { class: isGithub ? "shop is-github" : "shop", "aria-label": "Sample shop" },
    h(
      "header",
      { class: "shop-head" },
      h(Tabs, { isGithub, onChoose: setGithub }),
      now && h(Health, { now }),
    ),
    isGithub
      ? h(GithubPanel, null)
      : [
          h(Breaking, { broken: now?.broken ?? [] }),
          now && h(Gateways, { now, history }),
          now && h(Checkout, { now, history }),
          h(Behind, null),
        ],
    h(Misbehave, null),
    h(Events, null),
    h(Links, null),
  );
}

function Tabs({ isGithub, onChoose }: { isGithub: boolean; onChoose(isGithub: boolean): void }) {
  const tab = (name: string, isChosen: boolean, choose: () => void) =>
    h(
      "button",
      {
        type: "button",
        role: "tab",
        class: isChosen ? "shop-tab is-chosen" : "shop-tab",
        "aria-selected": isChosen,
        onClick: choose,
      },
      name,
    );
  return h(
    "div",
    { class: "shop-tabs", role: "tablist", "aria-label": "Beside the chat" },
    tab("Sample shop", !isGithub, () => onChoose(false)),
    tab("GitHub", isGithub, () => onChoose(true)),
  );
}

function useShopHistory(updates: EventTarget): readonly ShopMoment[] {
  const { data } = useWorkspace();
  const [history, setHistory] = useState(data.shop);
  useEffect(() => setHistory(data.shop), [data.shop]);
  useEffect(() => {
    const onUpdate = (event: Event) => {
      const update = (event as CustomEvent<Update>).detail;
      if (update.kind === "shop") setHistory((all) => addMoment(all, update.moment));
    };
    updates.addEventListener("update", onUpdate);
    return () => updates.removeEventListener("update", onUpdate);
  }, [updates]);
  return history;
}

function Health({ now }: { now: ShopMoment }) {
  const count = now.firing.length;
  const text = count === 0 ? "healthy" : `${count} alert${count === 1 ? "" : "s"} firing`;
  return h("span", { class: count === 0 ? "health" : "health is-bad", role: "status" }, text);
}

type Points = SparklineProps["points"];

function pointsOf(
  history: readonly ShopMoment[],
  pick: (figures: ShopMoment["figures"]) => number | null,
): Points {
  return history.map(({ at, figures }) => [at, pick(figures)] as const);
}

type Charted = { readonly now: ShopMoment; readonly history: readonly ShopMoment[] };

function Gateways({ now, history }: Charted) {
  const gateways = Object.keys(gatewayNames) as Gateway[];
  return h(
    "section",
    { class: "card" },
    h("h3", null, "Payments authorized"),
    gateways.map((gateway) => h(GatewayRow, { key: gateway, gateway, now, history })),
  );
}

function GatewayRow({ gateway, now, history }: Charted & { gateway: Gateway }) {
  const { auth_pct, baseline_auth_pct, error_pct, attempts } = now.figures.gateways[gateway];
  const limit = baseline_auth_pct - allowedDropPp;
  const isBad = auth_pct !== null && auth_pct < limit;
  return h(
    Figure,
    {
      name: gatewayNames[gateway],
      value: auth_pct === null ? "–" : `${auth_pct.toFixed(1)} %`,
      detail: `${Math.round(attempts)} attempts · ${error_pct === null ? "no" : `${error_pct.toFixed(1)} %`} errors`,
      isBad,
      note: h(RouteNote, { gateway, now }),
    },
    h(Sparkline, {
      points: pointsOf(history, ({ gateways }) => gateways[gateway].auth_pct),
      label: `${gatewayNames[gateway]} authorization rate`,
      unit: "%",
      limit,
      range: [lowest(history, gateway), 100],
      isBad,
    }),
  );
}

/** A healthy rate fills the chart; a collapse makes room for itself. */
function lowest(history: readonly ShopMoment[], gateway: Gateway): number {
  const seen = history.map(({ figures }) => figures.gateways[gateway].auth_pct ?? 100);
  return Math.max(0, Math.min(86, ...seen) - 4);
}

function RouteNote({ gateway, now }: { gateway: Gateway; now: ShopMoment }) {
  const { fallback, fallback_pct } = now.routes[gateway];
  if (fallback === null || fallback_pct === 0) return null;
  return h("span", { class: "route" }, `→ ${gatewayNames[fallback]} ${fallback_pct} %`);
}

function Checkout({ now, history }: Charted) {
  const { checkout } = now.figures;
  const fails = checkout["5xx_pct"] > max5xxPct;
  const isSlow = checkout.latency_p95_seconds > maxLatencySeconds;
  return h(
    "section",
    { class: "card" },
    h("h3", null, "Checkout"),
    h(
      Figure,
      {
        name: "5xx",
        value: `${checkout["5xx_pct"].toFixed(2)} %`,
        detail: `${Math.round(checkout.requests_per_second)} requests/s · ${checkout.js_error_pct.toFixed(1)} % script errors`,
        isBad: fails,
      },
      h(Sparkline, {
        points: pointsOf(history, ({ checkout: past }) => past["5xx_pct"]),
        label: "Checkout 5xx",
        unit: "%",
        limit: max5xxPct,
        range: [0, Math.max(1, ...history.map(({ figures }) => figures.checkout["5xx_pct"]))],
        isBad: fails,
      }),
    ),
    h(
      Figure,
      {
        name: "Latency p95",
        value: `${checkout.latency_p95_seconds.toFixed(2)} s`,
        detail: `database CPU ${Math.round(checkout.db_cpu_pct)} %`,
        isBad: isSlow,
      },
      h(Sparkline, {
        points: pointsOf(history, ({ checkout: past }) => past.latency_p95_seconds),
        label: "Checkout latency, 95th percentile",
        unit: "s",
        limit: maxLatencySeconds,
        range: [
          0,
          Math.max(2.5, ...history.map(({ figures }) => figures.checkout.latency_p95_seconds)),
        ],
        isBad: isSlow,
      }),
    ),
  );
}

function Figure(props: {
  name: string;
  value: string;
  detail: string;
  isBad: boolean;
  note?: ComponentChild;
  children?: ComponentChild;
}) {
  return h(
    "div",
    { class: props.isBad ? "figure is-bad" : "figure" },
    h(
      "div",
      { class: "figure-head" },
      h("span", { class: "figure-name" }, props.name, props.note),
      h("span", { class: "figure-value" }, props.value),
    ),
    props.children,
    h("small", null, props.detail),
  );
}

function Breaking({ broken }: { broken: readonly Trouble[] }) {
  const { act, complain } = useWorkspace();
  const perform = async (wanted: Act) => {
    const result = await act(wanted);
    if (!result.ok) complain(result.shown);
  };
  return h(
    "section",
    { class: "card" },
    h("h3", null, "Break it"),
    breakages.map(([trouble, name, detail]) => {
      const isBroken = broken.includes(trouble);
      return h(
        "button",
        {
          key: trouble,
          type: "button",
          class: isBroken ? "switch is-on" : "switch",
          "aria-pressed": isBroken,
          title: detail,
          "aria-label": `${name}: ${isBroken ? "heal" : "break"}`,
          onClick: () => void perform({ do: isBroken ? "heal" : "break", trouble }),
        },
        h("strong", null, name),
        h("span", { class: "switch-knob", "aria-hidden": true }, isBroken ? "heal" : "break"),
      );
    }),
    broken.length > 0 &&
      h(
        "button",
        {
          type: "button",
          class: "button button-wide",
          onClick: () => void perform({ do: "heal" }),
        },
        "Heal everything",
      ),
  );
}

function Links() {
  const { data } = useWorkspace();
  if (data.links.length === 0) return null;
  return h(
    "section",
    { class: "card" },
    h("h3", null, "Pages"),
    h(
      "ul",
      { class: "links" },
      data.links.map(({ title, href }) =>
        h("li", { key: href }, h("a", { href, target: "_blank", rel: "noreferrer" }, title)),
      ),
    ),
  );
}
