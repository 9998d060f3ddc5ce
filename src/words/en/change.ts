// English: what a step sends to other systems, how it is named and how it is taken back.
import type { HoldValue } from "../../domain/runbook/effect/plan-freeze.ts";
import type { Json } from "../../domain/runbook/language/json.ts";
import type { FlagSetting, FreezeDeclaration } from "../../domain/runbook/state/change.ts";

const setting = (to: FlagSetting): string => (typeof to === "string" ? to : to.variation);

const minute = (at: string): string => `${at.slice(0, 16).replace("T", " ")} UTC`;

const before = (minutes: number): string =>
  minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;

const DEPLOYS = { variable: "a variable", workflow: "disabled workflows", gate: "a gate" };

/** All that people approve with a declaration, a line each; what is left out is as muster.yml says. */
function freezeLines(change: FreezeDeclaration): readonly string[] {
  const { repositories, startsAt, endsAt, branches = [], tags = [], drift, notices } = change;
  return [
    `freeze ${repositories.join(" ")}`,
    `from ${minute(startsAt)} to ${minute(endsAt)}`,
    ...(branches.length > 0 ? [`branches ${branches.join(" ")}`] : []),
    ...(tags.length > 0 ? [`tags ${tags.join(" ")}`] : []),
    ...deployLines(change),
    ...exceptionLines(change),
    ...liftLines(change),
    ...(drift ? [DRIFT[drift]] : []),
    ...(notices ? [`told ${notices.map(before).join(", ")} before`] : []),
  ];
}

const DRIFT = {
  reassert: "a rule taken away by hand is put back",
  alert: "a rule taken away by hand is told once",
};

function deployLines({ deploys }: FreezeDeclaration): readonly string[] {
  if (!deploys) return [];
  if (deploys.length === 0) return ["deployments are not held"];
  return [`deployments held by ${deploys.map((each) => DEPLOYS[each]).join(" and ")}`];
}

function exceptionLines({ exceptions }: FreezeDeclaration): readonly string[] {
  if (!exceptions) return [];
  const { need, from, validForMinutes } = exceptions;
  return [`exceptions by ${need} of ${from.join(", ")}, good for ${before(validForMinutes)}`];
}

function liftLines({ lift }: FreezeDeclaration): readonly string[] {
  if (!lift) return [];
  const how = lift.mode === "ask" ? "lifted by a click" : "lifted by itself";
  return [`${how}; votes to end it early ${lift.earlyNeed}, to extend it ${lift.extendNeed}`];
}

/** What holds repositories, now or then; undefined where the value is about something else. */
function hold(value: Json): string | undefined {
  if (typeof value !== "object" || value === null || !("held" in value) || !("by" in value)) {
    return undefined;
  }
  const { held, of, by, from, to } = value as HoldValue;
  const named = of === 1 ? "repository" : "repositories";
  const all = held === of ? `${of} ${named}` : `${held} of ${of} ${named}`;
  if (from !== undefined && to !== undefined)
    return `${all} held from ${minute(from)} to ${minute(to)}`;
  return held === 0 ? "nothing is held" : `${all} held by ${by.join(", ")}`;
}

export const change = {
  http: (method: string, path: string, connection: string) => `${method} ${path} on ${connection}`,
  flag: (flag: string, to: string, env: string) => `flag ${flag} to *${to}* in ${env}`,
  flagPlace: (project: string, connection: string) => `project ${project}, ${connection}`,
  setting,
  redeploy: (sha: string, environment: string, repo: string) =>
    `deploy ${sha} to ${environment} of ${repo}`,
  replaces: (sha: string) => `in place of ${sha}`,
  dispatch: (workflow: string, repo: string, ref: string) =>
    `workflow ${workflow} of ${repo} on ${ref}`,
  freeze: (title: string, many: number) =>
    `freeze ${many} ${many === 1 ? "repository" : "repositories"}: “${title}”`,
  liftFreeze: (title: string, many: number) =>
    `lift the freeze “${title}” of ${many} ${many === 1 ? "repository" : "repositories"}`,
  freezeLines,
  hold,
  inputs: () => "with these inputs:",
  noInputs: () => "without inputs",

  willSend: (what: string) => `*Will send* ${what}`,
  willSet: (what: string) => `*Will set* ${what}`,
  willDo: (what: string) => `*Will* ${what}`,
  willRun: (what: string) => `*Will run* ${what}`,
  sent: (what: string, times: string) => `*Sent* ${what}${times}`,
  times: (many: number) => (many > 1 ? ` (${many} times)` : ""),
  takesBack: (title: string) => `, takes back “${title}”`,
  takesBackMaybe: (title: string) =>
    `, takes back “${title}” (nobody knows whether that took effect)`,
  willUndo: (many: number) =>
    many === 1 ? "*Will send*" : `*Will send*, one after another (${many}):`,
  line: (what: string) => `• ${what}`,
  moreLines: (many: number) => `… and ${many} more`,
  cutShort: (characters: number) =>
    `_${characters} characters more do not fit here: press *Show in full*._`,

  nowThen: (now: string | null, then: string) =>
    now === null ? `*Now* not known → *then* ${then}` : `*Now* ${now} → *then* ${then}`,
  wasThen: (was: string | null, then: string) =>
    was === null ? `*Was* not known → *shall be* ${then}` : `*Was* ${was} → *shall be* ${then}`,
  undoPlan: (what: string) => `↩ *Undo:* ${what}`,
  undoMany: (many: number) => `↩ *Undo:* ${many} requests, latest first`,
  undoFor: (duration: string) => `offered for ${duration}`,
  undoAuto: (before: string | null) =>
    before === null
      ? "↩ *Undo:* back to what it was before, read just before sending"
      : `↩ *Undo:* back to ${before}`,
  undoUnknown: () =>
    "🟠 *No undo:* nobody could read what is there now, so nobody could put it back",
  canBeUndone: () => "It can be undone.",
  cannotBeUndone: () => "It cannot be undone.",
  irreversible: (why: string) => `🔴 *Cannot be undone:* ${why}`,
  watch: () => "Watch it there",
  showAll: () => "Show in full",
};
