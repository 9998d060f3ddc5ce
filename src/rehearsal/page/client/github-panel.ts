// The shop's GitHub beside the chat: its repositories, what holds them, and what people do there.
import { h } from "preact";
import { useState } from "preact/hooks";
import type { GithubAct, RepositoryView } from "../wire.ts";
import { PullRow } from "./github-pull.ts";
import { useWorkspace } from "./workspace-context.ts";

export type Perform = (key: string, act: Omit<GithubAct, "do" | "repository">) => Promise<void>;

export function GithubPanel() {
  const { repositories, events, waiting } = useWorkspace().data.situation.github;
  const lost = events.lost > 0 ? `, ${events.lost} of them not taken` : "";
  return h(
    "div",
    { class: "github" },
    repositories.map((repository) => h(RepositoryCard, { key: repository.name, repository })),
    waiting.length > 0 &&
      h("p", { class: "github-note" }, `Waiting at a gate: ${waiting.join(", ")}`),
    h("p", { class: "github-note" }, `${events.sent} events told to Muster${lost}`),
  );
}

function RepositoryCard({ repository }: { readonly repository: RepositoryView }) {
  const { act } = useWorkspace();
  // What GitHub refused stays where it was asked, until something else is tried there.
  const [refusals, setRefusals] = useState<Readonly<Record<string, string | undefined>>>({});
  const perform: Perform = async (key, wish) => {
    const result = await act({ do: "github", repository: repository.name, ...wish });
    setRefusals((all) => ({ ...all, [key]: result.ok ? undefined : result.shown }));
  };
  const refusalAt = (key: string) => refusals[key];
  const { name, note, rulesets, holds, pulls, morePulls, merged, isArchived } = repository;
  return h(
    "section",
    { class: "card", "aria-label": name },
    h("h3", { class: "repository-name" }, name, note && h("small", null, note)),
    h(Rulesets, { rulesets, perform }),
    holds.length > 0 && h("p", { class: "github-holds" }, holds.join(" · ")),
    pulls.map((pull) =>
      h(PullRow, {
        ...{ key: pull.number, pull, perform, hasQueue: repository.hasQueue },
        refusal: refusalAt(`#${pull.number}`) ?? refusalAt(`check #${pull.number}`),
      }),
    ),
    morePulls > 0 && h("small", null, `and ${morePulls} more open`),
    merged.length > 0 &&
      h(
        "p",
        { class: "github-merged" },
        "Merged: ",
        merged.map(({ number, by }) => `#${number} by ${by}`).join(", "),
      ),
    !isArchived && h(BranchButtons, { perform }),
    refusalAt("branch") && h("p", { class: "github-refusal", role: "alert" }, refusalAt("branch")),
  );
}

const branchActs = [
  ["open", "Open a pull request", "In your name, with a colleague's approval"],
  ["push-to-branch", "Push to main", "A commit straight to main, without a pull request"],
  ["tag", "Tag a release", "A tag v2026.48.… at the head of main"],
  ["deploy", "Deploy", "The Deploy workflow, which waits where production has a gate"],
] as const;

function BranchButtons({ perform }: { readonly perform: Perform }) {
  return h(
    "div",
    { class: "fault-buttons branch-buttons" },
    branchActs.map(([what, label, title]) =>
      h(
        "button",
        {
          key: what,
          type: "button",
          class: "button button-small",
          title,
          onClick: () => void perform("branch", { what }),
        },
        label,
      ),
    ),
  );
}

type RulesetsProps = Pick<RepositoryView, "rulesets"> & { readonly perform: Perform };

function Rulesets({ rulesets, perform }: RulesetsProps) {
  if (rulesets.length === 0) return null;
  return h(
    "ul",
    { class: "rulesets", "aria-label": "Rulesets" },
    rulesets.map(({ id, name, target, isActive }) =>
      h(
        "li",
        { key: id },
        h(
          "span",
          { class: isActive ? "rule is-active" : "rule" },
          isActive ? "active" : "disabled",
        ),
        h("span", { class: "rule-name" }, name, target === "tag" && h("small", null, "tags")),
        h(
          "button",
          {
            type: "button",
            class: "link",
            title: "Delete it in the repository's settings, by hand",
            "aria-label": `Delete ruleset ${name} by hand`,
            onClick: () => void perform("branch", { what: "delete-ruleset", number: id }),
          },
          "delete by hand",
        ),
      ),
    ),
  );
}
