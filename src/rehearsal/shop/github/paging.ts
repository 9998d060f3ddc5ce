// Cuts a list into GitHub's pages and tells of the others in a `link` header.
import { type Answer, ok } from "../answer.ts";
import type { Call } from "../call.ts";

const mostPerPage = 100;
const usualPerPage = 30;

/** `draw` makes the body of the items of the wanted page. */
export function answerPage<Item>(
  { url }: Call,
  items: readonly Item[],
  draw: (page: readonly Item[]) => unknown,
): Answer {
  const perPage = Math.min(mostPerPage, positive(url.searchParams.get("per_page"), usualPerPage));
  const page = positive(url.searchParams.get("page"), 1);
  const last = Math.max(1, Math.ceil(items.length / perPage));
  const link = (rel: string, to: number) => {
    const other = new URL(url);
    other.searchParams.set("page", String(to));
    return `<${other.href}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link("prev", page - 1)] : []),
    ...(page < last ? [link("next", page + 1), link("last", last)] : []),
    ...(page > 1 ? [link("first", 1)] : []),
  ];
  const answer = ok(draw(items.slice((page - 1) * perPage, page * perPage)));
  return links.length === 0 ? answer : { ...answer, headers: { link: links.join(", ") } };
}

function positive(text: string | null, otherwise: number): number {
  const value = Number(text ?? otherwise);
  return Number.isInteger(value) && value > 0 ? value : otherwise;
}
