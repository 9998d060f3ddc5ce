// English: what a step sends to other systems, how it is named and how it is taken back.
import type { FlagSetting } from "../../domain/runbook/state/change.ts";

const setting = (to: FlagSetting): string => (typeof to === "string" ? to : to.variation);

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
