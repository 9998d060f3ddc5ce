// English: the forms about freezes and exceptions.
import type { DeployHold, LiftPolicy } from "../../domain/freeze/freeze.ts";

const deploys: Readonly<Record<DeployHold, readonly [string, string]>> = {
  variable: ["Variable MUSTER_FREEZE", "Only workflows that read it wait"],
  workflow: ["Deployment workflows off", "Also blocks rollbacks and hotfix runs"],
  gate: ["Gate before environments", "If Muster is away, every deployment waits"],
};

const lifts: Readonly<Record<LiftPolicy["mode"], readonly [string, string]>> = {
  auto: ["By itself, at its end", "Pull requests on auto-merge then merge at once"],
  ask: ["When a release manager lets go", "At its end it holds until then"],
};

export const freezeModal = {
  new: {
    title: () => "Declare a freeze",
    submit: () => "Look first",
    intro: () =>
      "Nothing is held or announced yet: Muster looks at the repositories first and sends you a draft to declare or discard.",
    typed: (line: string) => `You wrote ${line}. What was understood is filled in below.`,
    what: () => "What is it for?",
    repositories: () => "Repositories",
    services: () => "Services",
    servicesHint: () => "Their repositories are held too.",
    groups: (from: string, to: string) => `${from} to ${to}`,
    preset: () => "Around a campaign",
    presetChoice: (title: string, hours: number) => `${title}: from ${hours} h before to its end`,
    presetHint: () => "Fills in what you leave empty below.",
    from: () => "From",
    to: () => "To",
    zone: (zone: string) => `The clock of your device; your zone in Slack is ${zone}.`,
    reason: () => "Reason",
    reasonHint: () => "For this workspace only: it is never written to GitHub.",
    need: () => "Approvals that an exception needs",
    needHint: (from: string) => `Given by ${from}; never by who asks or by the author.`,
    needChoice: (count: number) =>
      count === 0 ? "none" : count === 1 ? "1 approval" : `${count} approvals`,
    deploys: () => "Hold deployments too",
    deploysHint: () => "Leave it empty to hold merges only; rollbacks stay possible then.",
    deploy: (kind: DeployHold) => deploys[kind],
    noWorkflows: () =>
      "muster.yml names no workflows (freeze.workflows), so there is none to switch off.",
    lift: () => "How does it end?",
    liftChoice: (mode: LiftPolicy["mode"]) => lifts[mode],
    startMissing: () => "Say when it begins, or choose a campaign above.",
    endMissing: () => "Say when it ends, or choose a campaign above.",
    nothingHeld: () => "Choose a repository or a service.",
    noRepositories: () =>
      "No repository is listed in muster.yml (github.repositories), so there is nothing to freeze.",
    drafted: (name: string) =>
      `*${name} is drafted.* Muster looks at the repositories now; the draft is in your direct messages, with *Declare* and *Discard*.`,
  },
  change: {
    title: {
      extend: "Make it longer",
      shorten: "Make it shorter",
      lift: "Lift the freeze",
      cancel: "Cancel the freeze",
    },
    submit: {
      extend: "Make longer",
      shorten: "Make shorter",
      lift: "Lift now",
      cancel: "Cancel freeze",
    },
    ends: (when: string) => `*So far ends* ${when}`,
    end: () => "New end",
    wouldEnd: (when: string) => `*Would end* ${when}`,
    approvals: (need: number, from: string) =>
      need === 0 ? "No approval is needed." : `Needs ${need} of ${from}; yours does not count.`,
    missing: () => "Say when it is to end.",
    instead: {
      cancel: (name: string) =>
        `${name} has begun, so it cannot be cancelled any more. This form lifts it before its end.`,
      lift: (name: string) =>
        `${name} has not begun, so there is nothing to lift yet. This form cancels it.`,
    },
  },
  vote: {
    title: { approve: "Approve", deny: "Deny" },
    submit: { approve: "Approve", deny: "Deny" },
    note: () => "Note",
    noteHint: () => "Whoever asked reads it.",
  },
  exception: {
    title: () => "Request exception",
    submit: () => "Request",
    repository: () => "Repository",
    repositoryHint: () => "Only what is frozen now is listed.",
    pull: () => "Pull request",
    pullHint: () => "Its number, or a link to it.",
    pullPlaceholder: () => "12 or https://github.com/owner/name/pull/12",
    commit: () => "Commit",
    commitHint: () => "Left empty: the newest commit of the pull request.",
    reason: () => "Why can it not wait?",
    reasonHint: () => "For this workspace only: it is never written to GitHub.",
    incident: () => "Fix of an incident",
    incidentHint: () =>
      "The fix of an open incident takes the hotfix lane: one approval is enough.",
    incidentChoice: (incident: string, title: string) => `${incident} ${title}`,
    about: (pull: string) => `*Completes the request for ${pull}*`,
    hotfix: (incident: string, title: string) =>
      `🚑 Hotfix lane for *${incident}* ${title}: one approval of its lead is enough.`,
    nothingFrozen: () => "No repository is frozen now: merge without an exception.",
    pullWrong: (given: string) =>
      `“${given}” is no pull request. Write its number, or its address such as https://github.com/owner/name/pull/12.`,
    repositoryMissing: () => "Choose the repository, or give the address of the pull request.",
    repositoryUnknown: (given: string, near: readonly string[]) =>
      near.length > 0
        ? `“${given}” is not listed in muster.yml. Did you mean ${near.join(" or ")}?`
        : `“${given}” is not listed in muster.yml.`,
    commitWrong: (given: string) =>
      `“${given}” is no commit. Write at least 7 of its 40 hexadecimal digits.`,
    until: () => "Needed until",
    untilHint: () => "Left empty: as long as an approval is good for.",
  },
  revoke: {
    title: () => "Revoke exception",
    submit: () => "Revoke",
    reason: () => "Why?",
  },
  details: {
    repositories: (count: string, page: number, pages: number) =>
      pages > 1 ? `*${count}*, page ${page} of ${pages}` : `*${count}*`,
    exceptions: () => "*Exceptions*",
    page: (url: string) => `Everything: ${url}`,
    earlier: (count: number) => `${count} more on its page.`,
  },
};
