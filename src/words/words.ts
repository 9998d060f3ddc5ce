// The catalogue of every sentence a person reads; one twin a language, English now.
import { command } from "./en/command.ts";
import { effect } from "./en/effect.ts";
import { bookmark, incident, page } from "./en/incident.ts";
import { modal } from "./en/modal.ts";
import { refusal } from "./en/refusal.ts";
import { run } from "./en/run.ts";

export const words = { bookmark, command, effect, incident, modal, page, refusal, run };

export type Words = typeof words;
