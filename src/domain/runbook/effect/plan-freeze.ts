// A freeze step's declaration written out: which repositories, from when to when, and under what rules.
import { repositoriesIn } from "../format/repository-rules.ts";
import type { DeclareStep, FreezeStep } from "../format/step-format.ts";
import type { Bindings } from "../language/bindings.ts";
import type { Json } from "../language/json.ts";
import { oneLine, unescapeText } from "../language/sink.ts";
import { type Rendered, renderJson, renderTemplate } from "../language/template.ts";
import type { FreezeDeclaration } from "../state/change.ts";
import type { Planned } from "./effect-plan.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** What holds repositories now, or will: `by` names freezes. */
export type HoldValue = {
  readonly held: number;
  readonly of: number;
  readonly by: readonly string[];
  readonly from?: string;
  readonly to?: string;
};

export function planFreeze(step: DeclareStep, bindings: Bindings): Planned {
  const title = renderTemplate(step.title, "text", bindings);
  if (!title.ok) return { ok: false, where: "title", message: title.message };
  const reason = step.reason === undefined ? title : renderTemplate(step.reason, "json", bindings);
  if (!reason.ok) return { ok: false, where: "reason", message: reason.message };
  const repositories = renderRepositories(step.repos, bindings);
  if (!repositories.ok) return { ok: false, where: "repos", message: repositories.message };
  const window = renderWindow(step, bindings);
  if (!window.ok) return window;
  const deploys = renderDeploys(step.deploys, bindings);
  if (!deploys.ok) return { ok: false, where: "deploys", message: deploys.message };
  const { startsAt, endsAt } = window;
  const name = oneLine(unescapeText(title.value));
  const change: FreezeDeclaration = {
    kind: "freeze",
    title: name,
    reason: step.reason === undefined ? name : reason.value,
    repositories: repositories.value,
    startsAt,
    endsAt,
    ...(deploys.value ? { deploys: deploys.value } : {}),
    ...rulesOf(step),
  };
  const of = repositories.value.length;
  const after: HoldValue & Json = { held: of, of, by: [], from: startsAt, to: endsAt };
  return { ok: true, plan: { change, repeat: "safe", after } };
}

function rulesOf({ branches, tags, exceptions, lift, drift, notices }: FreezeStep) {
  return {
    ...(branches ? { branches } : {}),
    ...(tags ? { tags } : {}),
    ...(exceptions
      ? {
          exceptions: {
            need: exceptions.need,
            from: exceptions.from,
            validForMinutes: Math.round(exceptions.valid_for / MINUTE_MS),
          },
        }
      : {}),
    ...(lift
      ? { lift: { mode: lift.mode, earlyNeed: lift.early_need, extendNeed: lift.extend_need } }
      : {}),
    ...(drift ? { drift } : {}),
    ...(notices ? { notices: notices.map((ms) => Math.round(ms / MINUTE_MS)) } : {}),
  };
}

export function renderRepositories(
  repos: FreezeStep["repos"],
  bindings: Bindings,
): Rendered<readonly string[]> {
  if (repos === undefined) return { ok: false, message: "no repository is named" };
  if (typeof repos !== "string") return { ok: true, value: repos };
  const text = renderTemplate(repos, "json", bindings);
  if (!text.ok) return text;
  const value = repositoriesIn(text.value);
  return value.length > 0 ? { ok: true, value } : { ok: false, message: "the list is empty" };
}

type Window =
  | { readonly ok: true; readonly startsAt: string; readonly endsAt: string }
  | Extract<Planned, { ok: false }>;

/** Hours are those of a stopwatch: in the night of a clock change the wall shows another hour at the end. */
function renderWindow({ starts_at, ends_at, hours }: DeclareStep, bindings: Bindings): Window {
  const from = renderTime(starts_at, bindings);
  if (!from.ok) return { ok: false, where: "starts_at", message: from.message };
  const startsAt = new Date(from.value).toISOString();
  if (ends_at !== undefined) {
    const to = renderTime(ends_at, bindings);
    if (!to.ok) return { ok: false, where: "ends_at", message: to.message };
    if (to.value > from.value) return { ok: true, startsAt, endsAt: iso(to.value) };
    return { ok: false, where: "ends_at", message: `${iso(to.value)} is not after ${startsAt}` };
  }
  const length = renderHours(hours, bindings);
  if (!length.ok) return { ok: false, where: "hours", message: length.message };
  return { ok: true, startsAt, endsAt: iso(from.value + length.value * HOUR_MS) };
}

const iso = (ms: number): string => new Date(ms).toISOString();

function renderTime(template: string | undefined, bindings: Bindings): Rendered<number> {
  const text = renderTemplate(template ?? "", "json", bindings);
  return text.ok ? readTime(text.value) : text;
}

/** With its offset: without one nobody knows which moment is meant. */
export function readTime(text: string): Rendered<number> {
  const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;
  const at = form.test(text.trim()) ? Date.parse(text.trim()) : Number.NaN;
  if (!Number.isNaN(at)) return { ok: true, value: at };
  const message = `'${text}' is no point in time; write it as 2026-11-27T00:00+01:00`;
  return { ok: false, message };
}

function renderHours(hours: FreezeStep["hours"], bindings: Bindings): Rendered<number> {
  if (typeof hours === "number") return { ok: true, value: hours };
  const value = renderJson(hours ?? "", bindings);
  if (!value.ok) return value;
  const given = Number(value.value);
  if (given > 0 && given <= 720) return { ok: true, value: given };
  return { ok: false, message: `'${String(value.value)}' is no number of hours from 1 to 720` };
}

type Deploys = NonNullable<FreezeDeclaration["deploys"]>;

function renderDeploys(
  deploys: FreezeStep["deploys"],
  bindings: Bindings,
): Rendered<Deploys | undefined> {
  if (deploys === undefined) return { ok: true, value: undefined };
  if (typeof deploys !== "string") return { ok: true, value: deploys };
  const text = renderTemplate(deploys, "json", bindings);
  if (!text.ok) return text;
  switch (text.value) {
    case "merges_only":
      return { ok: true, value: [] };
    case "variable":
    case "workflow":
    case "gate":
      return { ok: true, value: [text.value] };
    default:
      return { ok: false, message: `'${text.value}' is no way to hold deployments` };
  }
}
