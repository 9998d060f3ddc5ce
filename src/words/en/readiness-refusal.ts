// English: every no about readiness, and what to do next.
import type { ReadinessRefusal } from "../../domain/readiness/refusal.ts";
import type { Speech } from "./refusal.ts";

const list = new Intl.ListFormat("en", { type: "disjunction" });

export function ofReadiness(why: ReadinessRefusal, { who, time, quote }: Speech): string {
  switch (why.code) {
    case "no-such-campaign": {
      const none = `There is no campaign ${quote(why.wanted)} in muster.yml.`;
      return why.near.length > 0
        ? `${none} Did you mean ${list.format(why.near.map(quote))}?`
        : none;
    }
    case "campaign-over":
      return `${quote(why.title)} is over. Its record stays as it is.`;
    case "no-board":
      return `Nobody has opened the board of ${quote(why.title)} yet.`;
    case "no-such-item":
      return `This board has no item ${quote(why.wanted)} any more. Nothing was done.`;
    case "looked-up":
      return `Muster looks up “${quote(why.title)}” itself and does not find it ready. Mend what it names, or waive it with a reason.`;
    case "go-decided":
      return `${who(why.by)} decided ${why.go ? "go" : "no-go"} at ${time(new Date(why.at))}. Your vote was not counted.`;
    case "items-open":
      return `Not ready yet: ${why.open.map(({ title }) => quote(title)).join(", ")}. Say once more that it is go all the same, and why.`;
  }
}
