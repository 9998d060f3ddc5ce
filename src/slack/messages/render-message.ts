// From a message as data to what is posted: which renderer words and draws it.
import type { Message } from "../../domain/message.ts";
import type { Drawn } from "../limits.ts";
import { renderActionItem } from "./action-item.ts";
import { renderClosed, renderRecovered, renderReopened } from "./closing.ts";
import {
  renderAccessLost,
  renderExceptionDecided,
  renderExceptionReminder,
  renderExceptionWaits,
  renderExceptionWanted,
  renderHotfixApproved,
} from "./exception-news.ts";
import type { MessageFacts } from "./facts.ts";
import { renderFreezeMessage } from "./freeze-news.ts";
import { renderAckOverdue, renderUpdateOverdue } from "./overdue.ts";
import { renderReadinessReminder } from "./readiness.ts";
import { renderLeadChanged, renderLeadMissing, renderPriorityChanged } from "./roles.ts";
import { renderApprovalReminder, renderApprovalWanted, renderRunAssigned } from "./run-news.ts";
import { renderFollowUpdate, renderRunText, renderUpdate } from "./status.ts";
import { renderDeadLetter, renderEffectDead, renderHookRefused } from "./trouble.ts";

/** `facts.incident` must be there for a message about an incident; throws otherwise. */
export function renderMessage(message: Message, facts: MessageFacts): Drawn {
  switch (message.kind) {
    case "update":
      return renderUpdate(message, facts);
    case "follow-update":
      return renderFollowUpdate(message, facts);
    case "run-announcement":
    case "run-log":
      return renderRunText(message, facts);
    case "run-assigned":
      return renderRunAssigned(message, facts);
    case "approval-wanted":
      return renderApprovalWanted(message, facts);
    case "approval-reminder":
      return renderApprovalReminder(message, facts);
    case "lead-changed":
      return renderLeadChanged(message, facts);
    case "lead-missing":
      return renderLeadMissing(message, facts);
    case "priority-changed":
      return renderPriorityChanged(message, facts);
    case "closed":
      return renderClosed(message, facts);
    case "reopened":
      return renderReopened(message, facts);
    case "alerts-recovered":
      return renderRecovered(facts);
    case "ack-overdue":
      return renderAckOverdue(message, facts);
    case "update-overdue":
      return renderUpdateOverdue(message, facts);
    case "action-item":
      return renderActionItem(message, facts);
    case "effect-dead":
      return renderEffectDead(message, facts);
    case "hook-refused":
      return renderHookRefused(message);
    case "dead-letter":
      return renderDeadLetter(message);
    case "freeze-news":
    case "freeze-vote-wanted":
    case "freeze-vote-reminder":
    case "freeze-undecided":
    case "freeze-waits":
    case "freeze-late":
      return renderFreezeMessage(message, facts);
    case "exception-decided":
      return renderExceptionDecided(message, facts);
    case "exception-wanted":
      return renderExceptionWanted(message, facts);
    case "exception-reminder":
      return renderExceptionReminder(message, facts);
    case "hotfix-approved":
      return renderHotfixApproved(message, facts);
    case "exception-waits":
      return renderExceptionWaits(message);
    case "github-access-lost":
      return renderAccessLost(message);
    case "readiness-reminder":
      return renderReadinessReminder(message, facts);
  }
}
