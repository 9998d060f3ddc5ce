// The catalogue of every sentence a person reads; one twin a language, English now.
import { announcement, button, card } from "./en/card.ts";
import { bookmark, page } from "./en/incident.ts";
import { message } from "./en/message.ts";
import { paging } from "./en/paging.ts";
import { term } from "./en/terms.ts";

export const words = { announcement, bookmark, button, card, message, page, paging, term };

export type Words = typeof words;
