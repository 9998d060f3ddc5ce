// The catalogue of every sentence a person reads; one twin a language, English now.
import { actionItem } from "./en/action-item.ts";
import { approval } from "./en/approval.ts";
import { announcement, button, card } from "./en/card.ts";
import { change } from "./en/change.ts";
import { channel } from "./en/channel.ts";
import { command } from "./en/command.ts";
import { drill } from "./en/drill.ts";
import { effect } from "./en/effect.ts";
import { exception } from "./en/exception.ts";
import { exceptionEnd, exceptionNews } from "./en/exception-news.ts";
import { freeze } from "./en/freeze.ts";
import { freezeApi } from "./en/freeze-api.ts";
import { freezeCommand } from "./en/freeze-command.ts";
import { freezeDraft } from "./en/freeze-draft.ts";
import { freezeGithub } from "./en/freeze-github.ts";
import { freezeModal } from "./en/freeze-modal.ts";
import { freezeNews } from "./en/freeze-news.ts";
import { freezePage } from "./en/freeze-page.ts";
import { freezeStep } from "./en/freeze-step.ts";
import { freezeWindow } from "./en/freeze-window.ts";
import { githubEvents } from "./en/github-events.ts";
import { home } from "./en/home.ts";
import { bookmark, incident, page } from "./en/incident.ts";
import { message } from "./en/message.ts";
import { modal } from "./en/modal.ts";
import { paging } from "./en/paging.ts";
import { plan } from "./en/plan.ts";
import { postMortem } from "./en/post-mortem.ts";
import { readiness } from "./en/readiness.ts";
import { refusal } from "./en/refusal.ts";
import { run } from "./en/run.ts";
import { runBar } from "./en/run-bar.ts";
import { runMessage } from "./en/run-message.ts";
import { runNews } from "./en/run-news.ts";
import { runbook } from "./en/runbook.ts";
import { statusPage } from "./en/status-page.ts";
import { stillChanged } from "./en/still-changed.ts";
import { term } from "./en/terms.ts";
import { timeline } from "./en/timeline.ts";
import { webPage } from "./en/web-page.ts";

export const words = {
  actionItem,
  announcement,
  approval,
  bookmark,
  button,
  card,
  change,
  channel,
  command,
  drill,
  effect,
  exception,
  exceptionEnd,
  exceptionNews,
  freeze,
  freezeApi,
  freezeCommand,
  freezeDraft,
  freezeGithub,
  freezeModal,
  freezeNews,
  freezePage,
  freezeStep,
  freezeWindow,
  githubEvents,
  home,
  incident,
  message,
  modal,
  page,
  paging,
  plan,
  postMortem,
  readiness,
  refusal,
  run,
  runBar,
  runMessage,
  runNews,
  runbook,
  statusPage,
  stillChanged,
  term,
  timeline,
  webPage,
};

export type Words = typeof words;
