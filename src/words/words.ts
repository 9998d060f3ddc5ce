// The catalogue of every sentence a person reads; one twin a language, English now.
import { effect } from "./en/effect.ts";
import { bookmark, incident, page } from "./en/incident.ts";
import { run } from "./en/run.ts";

export const words = { bookmark, effect, incident, page, run };

export type Words = typeof words;
