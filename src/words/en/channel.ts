// English: what stands at the top of an incident's channel.

export const channel = {
  /** Each new topic is a message that everybody in the channel sees: nothing that changes often. Planned work has no `head`. */
  topic: (head: string | null, closed: string | null, title: string) =>
    [head, closed, title].filter((part) => part !== null).join(" · "),
  purpose: (incident: string, title: string) => `${incident}: ${title}. Made by Muster.`,
};
