// English: what a paged person reads, before and after answering.

export const paging = {
  headline: (mark: string, priority: string, incident: string, title: string) =>
    `${mark} *You are paged: ${priority} · ${incident}* ${title}`,
  sentence: (priority: string, incident: string, title: string) =>
    `You are paged: ${priority} ${incident} ${title}. Please acknowledge.`,
  why: (reason: string) => `*Why you:* ${reason}`,
  pagedBy: (who: string) => `Paged by ${who}`,
  acknowledgeBy: (when: string, ago: string) => `*Acknowledge by* ${when} (${ago})`,
  affects: (service: string) => `Affects ${service}`,
  room: (channel: string) => `Work goes on in ${channel}`,
  acknowledged: (who: string, when: string) => `✅ Acknowledged by ${who} ${when}`,
  acknowledgedByNobody: (when: string) => `✅ Answered ${when}`,
  passed: (when: string) => `↪ You passed it on ${when}; the next person on call was asked.`,
  over: (status: string) => `The incident is over: ${status.toLowerCase()}.`,
};
