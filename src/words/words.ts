// The catalogue of every sentence a person reads; one twin a language, English now.
import { announcement, button, card } from "./en/card.ts";
import { channel } from "./en/channel.ts";
import { effect } from "./en/effect.ts";
import { home } from "./en/home.ts";
import { bookmark, incident, page } from "./en/incident.ts";
import { message } from "./en/message.ts";
import { paging } from "./en/paging.ts";
import { run } from "./en/run.ts";
import { runMessage } from "./en/run-message.ts";
import { term } from "./en/terms.ts";

export const words = {
  announcement,
  bookmark,
  button,
  card,
  channel,
  effect,
  home,
  incident,
  message,
  page,
  paging,
  run,
  runMessage,
  term,
};

export type Words = typeof words;
