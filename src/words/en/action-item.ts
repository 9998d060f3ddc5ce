// English: what is left to do after incidents, in lists, on the Home tab and beside buttons.

type Change = "done" | "reopened" | "handed-over";

export const actionItem = {
  ofIncident: (incident: string, open: string) => `*Action items of ${incident}*: ${open}`,
  noneOf: (incident: string) => `${incident} left no action items.`,
  mine: () => "*My action items*",
  noneMine: () => "You have no open action items.",
  all: () => "*Open action items*",
  noneOpen: () => "No action item is open.",
  open: (count: number) => (count === 0 ? "none is open" : `${count} open`),
  more: (many: number) => `and ${many} more`,
  moreOfMine: (many: number, slash: string) => `and ${many} more: \`${slash} actions mine\``,

  line: (text: string, isDone: boolean) => `${isDone ? "✅" : "☐"} ${text}`,
  due: (day: string) => `due ${day}`,
  overdue: (day: string) => `*overdue since ${day}*`,
  noDue: () => "no due date",
  done: () => "done",

  finish: () => "Done",
  reopen: () => "Reopen",
  handOver: () => "Change…",
  spoken: (label: string, text: string) => `${label.replace(/…$/, "")}: ${text}`,
  changed: (change: Change, text: string) => `${text} ${becomes[change]}.`,

  title: () => "Change action item",
  submit: () => "Save",
  owner: () => "Owner",
  day: () => "Due",
};

const becomes: Readonly<Record<Change, string>> = {
  done: "is done",
  reopened: "is open again",
  "handed-over": "is changed",
};
