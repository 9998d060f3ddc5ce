// The catalogue of every sentence a person reads; one twin a language, English now.
import { bookmark, page } from "./en/incident.ts";

export const words = { bookmark, page };

export type Words = typeof words;
