// How single facts of freezes look on every page: their state, that of their repositories, links to what GitHub shows.
import type { FreezeException } from "../../domain/freeze/exception.ts";
import { type Freeze, isOver } from "../../domain/freeze/freeze.ts";
import { hasBegun } from "../../domain/freeze/freeze-time.ts";
import type { FrozenRepository } from "../../domain/freeze/repository.ts";
import { type FreezeStanding, isAllHeld } from "../../domain/freeze/standing.ts";
import { words } from "../../words/words.ts";
import { type Content, type Html, html } from "../html.ts";

const { freezePage: say } = words;

export function freezeLink({ number }: Pick<Freeze, "number">): Html {
  return html`<a href="/freezes/${number}">${words.freeze.name(number)}</a>`;
}

/** What is over has no standing: GitHub may be held by another freeze by now. */
export function freezePill(freeze: Freeze, standing: FreezeStanding, now: Date): Html {
  const text = say.state(freeze.state, isOver(freeze) ? null : standing, hasBegun(freeze, now));
  return html`<span class="pill ${freezeTone(freeze, standing, now)}">${text}</span>`;
}

function freezeTone(freeze: Freeze, standing: FreezeStanding, now: Date): string {
  if (freeze.state === "lifting") return "warn";
  if (freeze.state !== "scheduled" && freeze.state !== "active") return "";
  if (!hasBegun(freeze, now)) return "";
  if (!isAllHeld(standing)) return "bad";
  return standing.unenforced > 0 ? "warn" : "good";
}

const repositoryTones: Readonly<Record<FrozenRepository["state"], string>> = {
  open: "",
  staged: "",
  frozen: "good",
  drifted: "bad",
  unknown: "bad",
  failed: "bad",
  unenforced: "warn",
};

export function repositoryPill({ state }: Pick<FrozenRepository, "state">): Html {
  return html`<span class="pill ${repositoryTones[state]}">${say.repositoryState(state)}</span>`;
}

const exceptionTones: Readonly<Partial<Record<FreezeException["state"], string>>> = {
  asked: "warn",
  approved: "good",
  used: "good",
  denied: "bad",
};

export function exceptionPill({ state, lane }: FreezeException): Html {
  return html`<span class="pill ${exceptionTones[state] ?? ""}">${say.exceptionState(state)}</span>${
    lane === "hotfix" && html` <span class="pill warn">${say.hotfix()}</span>`
  }`;
}

/** The address came from outside: only a web page is linked. */
export function outsideLink(url: string, text: Content): Content {
  const address = URL.parse(url);
  if (!address || !/^https?:$/.test(address.protocol)) return text;
  return html`<a href="${address.href}" rel="noopener noreferrer nofollow">${text}</a>`;
}
