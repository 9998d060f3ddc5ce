// One open pull request: its checks with their buttons, what can be done to it, and what GitHub refused.
import { h } from "preact";
import type { CheckView, PullView } from "../wire.ts";
import type { Perform } from "./github-panel.ts";

type PullProps = {
  readonly pull: PullView;
  readonly hasQueue: boolean;
  readonly refusal: string | undefined;
  readonly perform: Perform;
};

export function PullRow({ pull, hasQueue, refusal, perform }: PullProps) {
  const { number, title, author, sha, comment } = pull;
  const key = `#${number}`;
  const notes = [
    pull.isDraft && "draft",
    pull.mergesItself && "merges by itself",
    pull.isQueued && "in the queue",
    !pull.isApproved && "waits for a review",
  ].filter((note) => note !== false);
  return h(
    "article",
    { class: "pull", "aria-label": `Pull request ${key}` },
    h("div", { class: "pull-title" }, h("strong", null, key), " ", title),
    h("small", null, [author, sha, ...notes].join(" · ")),
    h(
      "ul",
      { class: "checks" },
      pull.checks.map((check) => h(CheckRow, { key: check.name, check, number, perform })),
    ),
    comment && h("p", { class: "github-comment", title: comment }, comment),
    h(PullButtons, { pull, hasQueue, perform }),
    refusal && h("p", { class: "github-refusal", role: "alert" }, refusal),
  );
}

function PullButtons({ pull, hasQueue, perform }: Omit<PullProps, "refusal">) {
  const { number, isApproved, mergesItself } = pull;
  const key = `#${number}`;
  const button = (label: string, onClick: () => Promise<void>, isMain = false) =>
    h(
      "button",
      {
        type: "button",
        class: isMain ? "button button-small button-primary" : "button button-small",
        "aria-label": `${label} ${key}`,
        onClick: () => void onClick(),
      },
      label,
    );
  return h(
    "div",
    { class: "fault-buttons" },
    hasQueue
      ? button("Queue", () => perform(key, { what: "queue", number }), true)
      : button("Merge", () => perform(key, { what: "merge", number }), true),
    button("Push a commit", () => perform(key, { what: "push", number })),
    !isApproved && button("Approve", () => perform(key, { what: "approve", number })),
    button(mergesItself ? "No auto-merge" : "Auto-merge", () =>
      perform(key, { what: "auto-merge", number, isOn: !mergesItself }),
    ),
  );
}

const marks: Readonly<Record<string, string>> = {
  success: "✓",
  failure: "✗",
  in_progress: "…",
  queued: "…",
};

type CheckProps = {
  readonly check: CheckView;
  readonly number: number;
  readonly perform: Perform;
};

function CheckRow({ check, number, perform }: CheckProps) {
  const { name, result, title, actions } = check;
  return h(
    "li",
    { class: `check is-${result}` },
    h("span", { class: "check-mark", title: result }, marks[result] ?? "•"),
    h("span", { class: "check-name" }, name, title && h("small", null, title)),
    actions.map(({ label, identifier, description }) =>
      h(
        "button",
        {
          key: identifier,
          type: "button",
          class: "button button-small",
          title: description,
          "aria-label": `${label} for #${number}`,
          // What GitHub refused to merge stays to be read.
          onClick: () =>
            void perform(`check #${number}`, { what: "click-check", number, identifier }),
        },
        label,
      ),
    ),
  );
}
