// What a step will say, to whom, and what it sets on the status page.
import type { Announcement } from "../../domain/runbook/state/step-state.ts";
import { words } from "../../words/words.ts";
import { authored, code, esc } from "../mrkdwn.ts";

export function announcementLines({ to, text, status, editedBy }: Announcement): string[] {
  const { runMessage: say } = words;
  const audience = to.map((each) => esc(say.audience(each), 90)).join(", ");
  const quoted = authored(text, 1_500).replaceAll("\n", "\n> ");
  return [
    say.willSay(audience),
    `> ${quoted}`,
    ...(status
      ? [say.statusPage(code(status.component, 70), say.componentState(status.state))]
      : []),
    ...(editedBy ? [say.editedBy(esc(editedBy.name, 80))] : []),
  ];
}
