// English: exceptions from a freeze, in the thread, to those who decide, and in lists.
import type { ExceptionState } from "../../domain/freeze/exception.ts";

const states: Readonly<Record<ExceptionState, string>> = {
  asked: "waits for approval",
  approved: "approved",
  denied: "denied",
  used: "merged",
  expired: "expired, it was not merged in time",
  revoked: "revoked",
  void: "void",
};

const marks: Readonly<Record<ExceptionState, string>> = {
  asked: "🙋",
  approved: "✅",
  denied: "✗",
  used: "☑️",
  expired: "⌛",
  revoked: "🚫",
  void: "▫",
};

export const exception = {
  name: (number: number) => `EXC-${number}`,
  state: (state: ExceptionState): string => states[state],
  mark: (state: ExceptionState): string => marks[state],
  hotfix: (incident: string) => `🚑 *HOTFIX* for ${incident}`,
  isHotfix: () => "hotfix",
  head: (mark: string, name: string, who: string, pull: string) =>
    `${mark} *${name}* ${who} asks to let ${pull} pass the freeze`,
  sentence: (name: string, pull: string, state: string) =>
    `Exception ${name} for ${pull}: ${state}.`,
  change: (title: string, author: string) => `“${title}” by ${author}`,
  authorUser: (login: string, name: string) => `${login} (${name})`,
  authorUnknown: (login: string) =>
    `muster.yml does not say who ${login} is in Slack: Muster cannot keep the author from voting.`,
  commit: (sha: string) => `commit ${sha}`,
  notHotfix: {
    closed: (incident: string) => `Asked for ${incident}, which is over: no hotfix lane.`,
    drill: (incident: string) => `Asked for ${incident}, a drill: no hotfix lane.`,
    planned: (incident: string) =>
      `Asked for ${incident}, which is planned work and no incident: no hotfix lane.`,
    "other-service": (incident: string) =>
      `Asked for ${incident}, whose service is not built from this repository: no hotfix lane.`,
  },
  breakGlass: () => "⚠ Nobody else can decide: whoever may break the glass is asked.",
  onlyUntil: (when: string) => `Needed until ${when}.`,
  diff: () => "See the diff",
  because: (reason: string) => `*Because* ${reason}`,
  noReason: () => "_No reason is given yet._",
  binds: (sha: string) =>
    `It would count for commit ${sha} only: after another push it is blocked again.`,
  validFor: (time: string) =>
    `An approval that is not used within ${time}, or before the freeze ends, is void.`,
  tooFew: (eligible: number, need: number) =>
    `⚠ ${eligible === 0 ? "Nobody" : `Only ${eligible}`} can decide on it, ${need} ${need === 1 ? "is" : "are"} needed.`,

  ask: (who: string) => `🔏 *Your approval is asked for* by ${who}`,
  askSentence: (who: string, pull: string) =>
    `${who} asks you to let ${pull} pass the code freeze.`,
  what: (name: string, pull: string) => `*${name}: let ${pull} pass the code freeze*`,
  heldBy: (freezes: string) => `held by ${freezes}`,
  need: (need: number) =>
    need === 1 ? "One approval is enough." : `${need} people have to approve.`,
  youApproved: (when: string) => `✓ You approved this ${when}.`,
  confirmTitle: () => "Let exactly this pass?",
  confirmText: (pull: string, sha: string, title: string) => `${pull} at commit ${sha}: ${title}`,

  approved: (names: string, sha: string, end: string) =>
    `✅ *Approved*${names === "" ? "" : ` by ${names}`}: commit ${sha} may be merged${end}`,
  approvedUntil: (until: string, endsWithFreeze: boolean) =>
    ` until ${until}${endsWithFreeze ? ", when the freeze ends" : ""}`,
  denied: (who: string, note: string | null) =>
    note === null ? `✗ *Denied* by ${who}` : `✗ *Denied* by ${who}: ${note}`,
  used: (when: string, names: string) =>
    names === "" ? `☑️ *Merged* ${when}` : `☑️ *Merged* ${when}, approved by ${names}`,
  expired: (when: string) => `⌛ *Expired* ${when}: it was not merged in time and is blocked again`,
  revoked: (who: string, why: string) => `🚫 *Revoked* by ${who}: ${why}`,
  void: (why: string) => `*Void:* ${why}`,

  line: (mark: string, name: string, pull: string, title: string) =>
    `${mark} *${name}* ${pull} ${title}`,
  until: (when: string) => `until ${when}`,
  askedBy: (who: string) => `asked by ${who}`,
  none: () => "No exception is asked or approved.",
  listed: (count: string) => `*${count}*`,
  exceptions: ["exception", "exceptions"] as const,
  votes: (given: number, need: number) => `${given} of ${need}`,
};
