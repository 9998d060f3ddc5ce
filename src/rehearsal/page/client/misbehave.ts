// Switches that make the workspace and the shop fail the way real ones do.
import { h } from "preact";
import type { Hindrance } from "../../shop/types.ts";
import type { Act } from "../wire.ts";
import { useWorkspace } from "./workspace-context.ts";

type Fault = { readonly name: string; readonly detail: string; readonly act: Act };

const faults: readonly Fault[] = [
  {
    name: "429",
    detail: "Slack answers the next 3 calls with 429, Retry-After 5 s",
    act: { do: "slack-fault", fault: { kind: "rate-limit", retryAfter: 5, times: 3 } },
  },
  {
    name: "500",
    detail: "Slack answers the next 3 calls with HTTP 500",
    act: { do: "slack-fault", fault: { kind: "fail", status: 500, times: 3 } },
  },
  {
    name: "Lost answer",
    detail: "Slack carries out the next call and loses the answer",
    act: { do: "slack-fault", fault: { kind: "lose-answer", times: 1 } },
  },
  {
    name: "Shop 503",
    detail: "The shop, its flags or its GitHub refuse the next 2 changes with 503",
    act: { do: "shop-fault", fault: { status: 503 }, times: 2 },
  },
  {
    name: "Shop 500",
    detail: "The next change fails with HTTP 500, and is not made",
    act: { do: "shop-fault", fault: { status: 500 }, times: 1 },
  },
  {
    name: "Shop slow",
    detail: "The next change is made at once and answered 8 s later",
    act: { do: "shop-fault", fault: { delayMs: 8000 }, times: 1 },
  },
  {
    name: "Shop loses answer",
    detail: "The shop makes the next change and loses the answer",
    act: { do: "shop-fault", fault: "lose-answer", times: 1 },
  },
];

const githubLimit: Fault = {
  name: "GitHub limit",
  detail: "GitHub answers the next 3 changes with 403, retry-after 20 s",
  act: { do: "github-limit" },
};

const hindrances: readonly (readonly [Hindrance, string, string])[] = [
  [
    "change-requests",
    "Flags need approval",
    "Unleash (403) and LaunchDarkly (405) want a change request for production",
  ],
  ["github-down", "GitHub down", "GitHub answers 503 to everything"],
  [
    "github-hooks-lost",
    "GitHub's events lost",
    "GitHub tells Muster of nothing, and keeps a list of what it could not deliver",
  ],
  ["github-no-admin", "No admin on GitHub", "Muster may not manage rules on GitHub (403, 404)"],
  ["read-only-tokens", "Tokens only read", "Unleash, LaunchDarkly and GitHub refuse changes (403)"],
];

export function Misbehave() {
  const { data, act, complain } = useWorkspace();
  const isOut = data.faults.some(({ kind }) => kind === "outage");
  const perform = async (wanted: Act) => {
    const result = await act(wanted);
    if (!result.ok) complain(result.shown);
  };
  const outage: Act = { do: "slack-fault", fault: { kind: "outage", isOn: !isOut } };
  return h(
    "section",
    { class: "card" },
    h("h3", null, "Misbehave"),
    h(
      "div",
      { class: "fault-buttons" },
      [...faults, githubLimit].map((fault) =>
        h(
          "button",
          {
            key: fault.name,
            type: "button",
            class: "button button-small",
            title: fault.detail,
            onClick: () => void perform(fault.act),
          },
          fault.name,
        ),
      ),
      h(Toggle, {
        isOn: isOut,
        name: isOut ? "End outage" : "Slack outage",
        detail: "Every connection to Slack is cut",
        onClick: () => void perform(outage),
      }),
      hindrances.map(([hindrance, name, detail]) => {
        const isOn = data.situation.hindrances.includes(hindrance);
        const onClick = () => void perform({ do: "hinder", hindrance, isOn: !isOn });
        return h(Toggle, { key: hindrance, isOn, name, detail, onClick });
      }),
    ),
    data.faults.length > 0 &&
      h(
        "p",
        { class: "fault-list" },
        data.faults
          .map(({ kind, method, left }) =>
            [kind, method, left === undefined ? "" : `×${left}`].filter(Boolean).join(" "),
          )
          .join(" · "),
        h(
          "button",
          { type: "button", class: "link", onClick: () => void perform({ do: "clear-faults" }) },
          "clear",
        ),
      ),
  );
}

type ToggleProps = {
  readonly isOn: boolean;
  readonly name: string;
  /** What is so while it is on. */
  readonly detail: string;
  readonly onClick: () => void;
};

function Toggle({ isOn, name, detail, onClick }: ToggleProps) {
  return h(
    "button",
    {
      type: "button",
      class: isOn ? "button button-small button-danger" : "button button-small",
      "aria-pressed": isOn,
      title: `${detail} while this is on`,
      onClick,
    },
    name,
  );
}
