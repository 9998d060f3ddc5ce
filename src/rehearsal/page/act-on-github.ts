// Decides what a click on the GitHub panel does there, in whose name, and what GitHub says to it.
import type { Said, ShopGithub } from "../shop/github/shop-github.ts";
import type { Slack } from "../slack/types.ts";
import type { ActResult, GithubAct } from "./wire.ts";

type Stage = { readonly slack: Slack; readonly github: ShopGithub };

const titles = [
  "Fix the price of bundles",
  "Show the delivery date earlier",
  "Cache the footer",
  "Shorten the address form",
  "Log why a coupon is refused",
];

export function actOnGithub({ slack, github }: Stage, as: string, act: GithubAct): ActResult {
  const { repository, number = 0 } = act;
  const by = loginOf(slack, as);
  switch (act.what) {
    case "merge":
      return shown(github.merge(repository, number, by));
    case "queue":
      return shown(github.queue(repository, number, by));
    case "push-to-branch":
      return shown(github.pushTo(repository, undefined, by));
    case "tag":
      return shown(github.createTag(repository, nextTag(github, repository), by));
    case "push":
      github.push(repository, number, by);
      return { ok: true };
    case "approve":
      github.approve(repository, number, by);
      return { ok: true };
    case "auto-merge":
      return shown(github.setAutoMerge(repository, number, act.isOn ?? true, by));
    case "open": {
      const count = github.pulls(repository, "all").length;
      const title = titles[count % titles.length] ?? "Change something";
      github.openPull(repository, { title, author: by });
      return { ok: true };
    }
    case "click-check":
      github.clickCheck(repository, number, act.identifier ?? "", by);
      return { ok: true };
    case "delete-ruleset":
      github.deleteRuleset(repository, number, by);
      return { ok: true };
    case "deploy":
      github.deploy(repository, "production", by);
      return { ok: true };
  }
}

/** People of the workspace have a login of the same name on GitHub. */
function loginOf({ state }: Slack, as: string): string {
  const name = state.users.find(({ id }) => id === as)?.name ?? as;
  return name === "marek" ? "marek-support" : `${name}-dev`;
}

function nextTag(github: ShopGithub, repository: string): string {
  const found = github.repositories().find(({ facts }) => facts.name === repository);
  return `v2026.48.${Object.keys(found?.tags ?? {}).length}`;
}

function shown({ ok, status, message }: Said): ActResult {
  return ok ? { ok } : { ok, shown: `GitHub answers ${status}: ${message.trim()}` };
}
