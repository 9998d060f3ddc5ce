// English: what Muster found where it looked an item up, one clause a fact.
import type { Fact } from "../../domain/readiness/finding.ts";

/** How people, times and words from outside are written where the clause goes. */
export type FactSpeech = {
  readonly who: (user: string) => string;
  readonly when: (at: Date) => string;
  readonly quote: (text: string) => string;
};

const list = new Intl.ListFormat("en", { type: "conjunction" });
const votes = (need: number): string => (need === 1 ? "1 vote is" : `${need} votes are`);
const frz = (number: number): string => `FRZ-${number}`;

export function factOf(fact: Fact, speech: FactSpeech): string {
  switch (fact.kind) {
    case "no-services":
      return "the campaign names no services in muster.yml";
    case "no-team":
      return `no team answers for ${speech.quote(fact.service)}`;
    case "nobody-seen":
      return "Slack has not said yet who its people are";
    case "team":
      return ofTeam(fact, speech);
    case "no-runbooks":
      return "no route names a runbook for its services";
    case "runbook-missing":
      return `there is no runbook ${speech.quote(fact.slug)}`;
    case "drill":
    case "review-past":
    case "reviewed":
    case "review-unsaid":
      return ofRunbook(fact, speech);
    case "action":
      return `INC-${fact.incident}: “${speech.quote(fact.text)}” of ${speech.who(fact.owner)} was due ${fact.dueOn}`;
    case "no-actions":
      return "none is overdue";
    case "voters":
      return ofVoters(fact, speech);
    case "no-repositories":
    case "held":
    case "gap":
    case "freeze-waits":
      return ofFreeze(fact, speech);
  }
}

type Of<K extends Fact["kind"]> = Extract<Fact, { readonly kind: K }>;

function ofTeam({ team, users, lost }: Of<"team">, { who, quote }: FactSpeech): string {
  const name = quote(team);
  const unknown =
    lost.length > 0 ? ` (Slack knows no member called ${list.format(lost.map(quote))})` : "";
  if (users.length === 0) return `nobody is on call for ${name}${unknown}`;
  const alone = users.length === 1 ? " alone, and nobody after" : "";
  return `${name}: ${list.format(users.map(who))}${alone}${unknown}`;
}

function ofRunbook(
  fact: Of<"drill" | "review-past" | "reviewed" | "review-unsaid">,
  { when, quote }: FactSpeech,
): string {
  const name = quote(fact.runbook);
  switch (fact.kind) {
    case "drill": {
      if (fact.at === null) return `${name}: no drill of it ever succeeded`;
      const late = fact.weight === "bad" ? `, wanted every ${fact.everyDays} days` : "";
      return `${name}: drilled ${when(new Date(fact.at))}${late}`;
    }
    case "review-past":
      return `${name}: was to be reviewed by ${fact.by}`;
    case "reviewed":
      return `${name}: reviewed ${fact.on}${fact.weight === "bad" ? ", over 90 days ago" : ""}`;
    case "review-unsaid":
      return `${name}: its file does not say when it was reviewed (reviewed_on)`;
  }
}

function ofVoters({ need, users }: Of<"voters">, { who }: FactSpeech): string {
  if (users.length === 0) return `${votes(need)} needed, and nobody can vote`;
  const spare = users.length === need ? ", none to spare: whoever asks has no vote" : "";
  return `${votes(need)} needed; ${list.format(users.map(who))} can vote${spare}`;
}

function ofFreeze(
  fact: Of<"no-repositories" | "held" | "gap" | "freeze-waits">,
  { when, quote }: FactSpeech,
): string {
  switch (fact.kind) {
    case "no-repositories":
      return fact.services.length === 0
        ? "its services name no repositories in muster.yml"
        : `${list.format(fact.services.map(quote))} names no repositories in muster.yml`;
    case "held":
      return `${quote(fact.repository)}: ${list.format(fact.freezes.map(frz))}`;
    case "gap":
      return `${quote(fact.repository)}: no freeze from ${when(new Date(fact.from))} to ${when(new Date(fact.to))}`;
    case "freeze-waits":
      return fact.state === "drafted"
        ? `${frz(fact.freeze)} is only a draft`
        : `${frz(fact.freeze)} waits for approval`;
  }
}
