// What Muster tells people by itself in a rehearsal: announcements, reminders, how the run ended.

import { unescapeText } from "../domain/runbook/language/sink.ts";
import type { Beat } from "../domain/runbook/rehearse/scene.ts";
import type { Intent } from "../domain/runbook/state/intent.ts";
import { words } from "../words/words.ts";

export function tellIntent(intent: Intent): readonly string[] {
  switch (intent.do) {
    case "announce": {
      const to = intent.to.map((each) => words.runMessage.audience(each)).join(", ");
      const status = intent.status
        ? ` (${intent.status.component}: ${words.runMessage.componentState(intent.status.state)})`
        : "";
      return [`Muster tells ${to}${status}: “${unescapeText(intent.text)}”`];
    }
    case "remind":
      return ["Muster reminds the channel"];
    case "escalate":
      return ["Muster pages the next on call"];
    case "escalate-approval":
      return ["Muster asks those who have not voted again, and pages the next on call"];
    case "say-unknown":
      return ["Muster says in the thread that nobody can tell yet"];
    case "tell-assignee":
      return [`Muster tells ${intent.to.name}`];
    case "say":
      return intent.text === ""
        ? []
        : [`Muster says in the thread: “${unescapeText(intent.text)}”`];
    case "follow-freeze":
    case "ended":
    case "held":
    case "tell-undone":
    case "repaint-approval":
    case "ask-person":
    case "ask-approval":
    case "set-timer":
    case "read-metrics":
    case "read-back":
    case "send-request":
    case "preflight":
      return [];
  }
}

export function tellEnd({ asked }: Beat): readonly string[] {
  return asked.flatMap((intent) => {
    if (intent.do !== "ended") return [];
    const { outcome, suggest } = intent;
    const next = suggest.length > 0 ? `; Muster suggests ${suggest.join(", ")}` : "";
    return [`The run is over: ${words.runMessage.outcome(outcome)}${next}`];
  });
}
