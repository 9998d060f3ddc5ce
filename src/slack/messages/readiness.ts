// Calls to mind, three days before a campaign, a board that was opened long ago.
import { words } from "../../words/words.ts";
import { section } from "../blocks/elements.ts";
import { when } from "../blocks/look.ts";
import { type Drawn, fitMessage } from "../limits.ts";
import { esc, link } from "../mrkdwn.ts";
import type { MessageFacts, MessageOf } from "./facts.ts";

export function renderReadinessReminder(
  { campaign, title, startsAt, ready, of, open }: MessageOf<"readiness-reminder">,
  { look }: MessageFacts,
): Drawn {
  const { reminder: say } = words.readiness;
  const name = esc(title, 100);
  const lines = [
    say.head(name, when(look, new Date(startsAt)), ready, of),
    ...(open.length > 0
      ? [
          say.open(
            open.map((each) => esc(each, 150)),
            of - ready - open.length,
          ),
        ]
      : []),
    link(`${look.shop.url}/readiness/${campaign}`, say.page()),
  ];
  return fitMessage({
    text: say.sentence(name, ready, of),
    blocks: [section(lines.join("\n"))],
  });
}
