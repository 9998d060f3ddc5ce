// English: what stands at the top of an incident's channel.

export const channel = {
  /** Each new topic is a message that everybody in the channel sees: nothing that changes often. */
  topic: (mark: string, priority: string, closed: string | null, title: string) =>
    [`${mark} ${priority}`, ...(closed ? [closed] : []), title].join(" · "),
  purpose: (incident: string, title: string) => `${incident}: ${title}. Made by Muster.`,
};
